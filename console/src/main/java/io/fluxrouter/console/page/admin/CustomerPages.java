package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.audit.AuditRecord;
import io.fluxrouter.billing.credit.CreditKind;
import io.fluxrouter.billing.credit.NewGrant;
import io.fluxrouter.billing.customer.Customer;
import io.fluxrouter.billing.customer.CustomerChange;
import io.fluxrouter.billing.customer.NewCustomer;
import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.page.Form;
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
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operator's list of customers: making one, its plan and ceiling, giving credit. */
public final class CustomerPages {
    private static final String HERE = "/admin/customers";
    private static final BigDecimal MOST_CREDIT = new BigDecimal("1000000");

    private final PageDoor door;
    private final PageFrames frames;
    private final PageWriter writer;
    private final AdminSources sources;
    private final InstantSource clock;

    public CustomerPages(
            PageDoor door, PageFrames frames, PageWriter writer, AdminSources sources) {
        this.door = door;
        this.frames = frames;
        this.writer = writer;
        this.sources = sources;
        this.clock = sources.usage().clock();
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(HERE, Access.PUBLIC, door.operator(v -> page(v, 200, null))),
                Endpoint.post(HERE, Access.PUBLIC, door.operator(this::create)),
                Endpoint.post(HERE + "/{id}", Access.PUBLIC, door.operator(this::change)),
                Endpoint.post(HERE + "/{id}/credit", Access.PUBLIC, door.operator(this::give)));
    }

    private Reply page(Visit visit, int status, @Nullable String problem) {
        NumberedPage page = AdminPages.page(visit);
        var listing = sources.customers().list(page);
        Instant now = clock.instant();
        List<CustomersPage.Row> rows =
                listing.items().stream()
                        .map(
                                one ->
                                        new CustomersPage.Row(
                                                one,
                                                sources.usage()
                                                        .months()
                                                        .find(one.id(), now)
                                                        .orElse(null)))
                        .toList();
        return writer.write(
                status,
                "admin/customers.jte",
                new CustomersPage(
                        frames.of(visit, "Customers", HERE),
                        rows,
                        listing.total(),
                        sources.plans().all(),
                        AdminPages.next(HERE + "?", page, listing.total()),
                        problem));
    }

    private Reply create(Visit visit) {
        Form form = visit.form();
        try {
            Customer made =
                    sources.customers()
                            .create(
                                    new NewCustomer(
                                            form.text("name").strip(),
                                            form.find("email").orElse(null),
                                            null,
                                            form.find("plan").orElse(null),
                                            null));
            record(visit, made.id(), "customer.create", made.name());
            return Reply.seeOther(HERE);
        } catch (ApiError refusal) {
            return page(visit, 400, refusal.message());
        }
    }

    private Reply change(Visit visit) {
        Form form = visit.form();
        UUID id = own(visit).id();
        CustomerChange change =
                CustomerChange.NONE
                        .withPlan(Change.to(form.find("plan").orElse(null)))
                        .withCeiling(Change.to(form.dollars("ceiling").orElse(null)));
        sources.customers().update(id, change);
        record(visit, id, "customer.change", "plan and ceiling");
        return Reply.seeOther(HERE);
    }

    private Reply give(Visit visit) {
        UUID id = own(visit).id();
        BigDecimal amount =
                visit.form()
                        .dollars("amount")
                        .filter(one -> one.signum() > 0 && one.compareTo(MOST_CREDIT) <= 0)
                        .filter(one -> one.stripTrailingZeros().scale() <= 9)
                        .orElseThrow(
                                () -> Fields.invalid("The amount must be like 25.00.", "amount"));
        sources.credits()
                .grant(
                        new NewGrant(
                                id,
                                Money.usd(amount),
                                CreditKind.PROMOTIONAL,
                                NewGrant.DEFAULT_PRIORITY,
                                null,
                                visit.author(),
                                visit.form().find("reason").orElse(null)));
        record(visit, id, "credit.give", "$" + amount.toPlainString());
        return Reply.seeOther(HERE);
    }

    private void record(Visit visit, UUID customer, String action, String note) {
        sources.audit()
                .keep(new AuditRecord(customer, action, visit.author(), note, clock.instant()));
    }

    private Customer own(Visit visit) {
        return sources.customers()
                .find(visit.call().pathId("id"))
                .orElseThrow(() -> ApiError.of(Refusal.NOT_FOUND, "There is no such customer."));
    }
}
