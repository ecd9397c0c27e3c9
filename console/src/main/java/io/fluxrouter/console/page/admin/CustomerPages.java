package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.audit.AuditRecord;
import io.fluxrouter.billing.bound.Bounds.BoundsChange;
import io.fluxrouter.billing.credit.CreditAdjustments.Adjustment;
import io.fluxrouter.billing.credit.CreditKind;
import io.fluxrouter.billing.credit.NewGrant;
import io.fluxrouter.billing.customer.Customer;
import io.fluxrouter.billing.customer.CustomerChange;
import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.ledger.TransactionQuery;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.page.Form;
import io.fluxrouter.console.page.FormPage;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.console.page.PageFrames;
import io.fluxrouter.console.page.PageWriter;
import io.fluxrouter.console.page.Visit;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One customer as the operator sees it: plan, bounds, credit, subscriptions. */
public final class CustomerPages {
    private static final String ONE = "/admin/customers/{id}";
    private static final BigDecimal MOST_CREDIT = new BigDecimal("1000000");
    private static final int LEDGER_ROWS = 10;
    private static final int NANO_DIGITS = 9;

    private final PageDoor door;
    private final PageFrames frames;
    private final PageWriter writer;
    private final AdminSources sources;
    private final CustomerSources own;
    private final SubscriptionRows rows;
    private final InstantSource clock;

    public CustomerPages(
            PageDoor door,
            PageFrames frames,
            PageWriter writer,
            AdminSources sources,
            CustomerSources own) {
        this.door = door;
        this.frames = frames;
        this.writer = writer;
        this.sources = sources;
        this.own = own;
        this.rows = new SubscriptionRows(sources.customers(), own);
        this.clock = sources.usage().clock();
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(ONE, Access.PUBLIC, door.operator(visit -> page(visit, 200, null))),
                post("", "customer.change", this::change),
                post("/bounds", "customer.bounds", this::bound),
                post("/credit", "credit.give", this::give),
                post("/adjust", "credit.adjust", this::adjust));
    }

    /**
     * A write that leads back to the customer, or shows it with what is wrong.
     *
     * @param write answers what the record says
     */
    private Endpoint post(String path, String action, BiFunction<Visit, UUID, String> write) {
        FormPage page = this::page;
        return Endpoint.post(
                ONE + path,
                Access.PUBLIC,
                door.operator(
                        visit -> {
                            UUID id = customer(visit).id();
                            return page.answer(
                                    visit,
                                    "/admin/customers/" + id,
                                    same -> record(same, id, action, write.apply(same, id)));
                        }));
    }

    private void record(Visit visit, UUID customer, String action, String note) {
        sources.audit()
                .keep(new AuditRecord(customer, action, visit.author(), note, clock.instant()));
    }

    private Reply page(Visit visit, int status, @Nullable String problem) {
        Customer customer = customer(visit);
        UUID id = customer.id();
        return writer.write(
                status,
                "admin/customer.jte",
                new CustomerPage(
                        frames.of(visit, customer.name(), "/admin/customers"),
                        customer,
                        sources.usage().months().find(id, clock.instant()).orElse(null),
                        own.bounds().get(id),
                        sources.plans().all(),
                        sources.credits().grants(id).stream()
                                .filter(grant -> grant.remaining().isPositive())
                                .toList(),
                        own.transactions().page(new TransactionQuery(id, null, LEDGER_ROWS, null)),
                        rows.of(
                                own.subscriptions()
                                        .list(customer.organizationId(), id, NumberedPage.FIRST)
                                        .items()),
                        rows.offers(),
                        problem));
    }

    private String change(Visit visit, UUID id) {
        Form form = visit.form();
        CustomerChange change =
                CustomerChange.NONE
                        .withPlan(Change.to(form.find("plan").orElse(null)))
                        .withCeiling(Change.to(form.dollars("ceiling").orElse(null)));
        sources.customers().update(id, change);
        return "plan and ceiling";
    }

    private String bound(Visit visit, UUID id) {
        Form form = visit.form();
        BoundsChange change =
                new BoundsChange(
                        Change.to(form.dollars("hourly").orElse(null)),
                        form.isOn("on_hold"),
                        form.isOn("card_required"),
                        form.find("note").orElse(null));
        own.bounds().change(id, change, visit.author());
        return form.find("note").orElse("hourly limit and holds");
    }

    private String give(Visit visit, UUID id) {
        Form form = visit.form();
        Money amount = amount(form, false);
        sources.credits()
                .grant(
                        new NewGrant(
                                id,
                                amount,
                                CreditKind.PROMOTIONAL,
                                form.number("priority").orElse(NewGrant.DEFAULT_PRIORITY),
                                form.find("expires").map(CustomerPages::endOf).orElse(null),
                                visit.author(),
                                form.find("reason").orElse(null)));
        return amount.toString();
    }

    private String adjust(Visit visit, UUID id) {
        Form form = visit.form();
        Money amount = amount(form, true);
        String reason = form.find("reason").orElseThrow(() -> Fields.invalid("Say why.", "reason"));
        own.adjustments().adjust(new Adjustment(id, amount, reason, visit.author()));
        return amount + ": " + reason;
    }

    private static Money amount(Form form, boolean below) {
        return form.dollars("amount")
                .filter(one -> one.abs().compareTo(MOST_CREDIT) <= 0)
                .filter(one -> below ? one.signum() != 0 : one.signum() > 0)
                .filter(one -> one.stripTrailingZeros().scale() <= NANO_DIGITS)
                .map(Money::usd)
                .orElseThrow(
                        () ->
                                Fields.invalid(
                                        "The amount must be like 25.00, up to 1,000,000.",
                                        "amount"));
    }

    /** Credit can be spent until its last day is over. */
    private static Instant endOf(String day) {
        try {
            return LocalDate.parse(day).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException notADay) {
            throw Fields.invalid("The last day must be like 2026-12-31.", "expires");
        }
    }

    private Customer customer(Visit visit) {
        return sources.customers()
                .find(visit.call().pathId("id"))
                .orElseThrow(() -> ApiError.of(Refusal.NOT_FOUND, "There is no such customer."));
    }
}
