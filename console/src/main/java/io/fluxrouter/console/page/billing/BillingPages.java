package io.fluxrouter.console.page.billing;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.card.CardOnFile;
import io.fluxrouter.billing.card.Cards;
import io.fluxrouter.billing.customer.Customer;
import io.fluxrouter.billing.customer.Plan;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.invoice.InvoiceQuery;
import io.fluxrouter.billing.ledger.TransactionQuery;
import io.fluxrouter.billing.member.Right;
import io.fluxrouter.billing.payment.ReturnUrls;
import io.fluxrouter.billing.purchase.AutoTopupTerms;
import io.fluxrouter.billing.purchase.CreditPackage;
import io.fluxrouter.billing.purchase.CreditPurchase;
import io.fluxrouter.billing.purchase.NewPurchase;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.page.Form;
import io.fluxrouter.console.page.Frame;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.console.page.PageFrames;
import io.fluxrouter.console.page.PageWriter;
import io.fluxrouter.console.page.Show;
import io.fluxrouter.console.page.Visit;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The page of money, credit that is bought, cards. */
public final class BillingPages {
    private static final String HERE = "/home/billing";
    private static final int LEDGER_ROWS = 15;

    private final PageDoor door;
    private final PageFrames frames;
    private final PageWriter writer;
    private final BillingSources sources;
    private final InstantSource clock;

    public BillingPages(
            PageDoor door,
            PageFrames frames,
            PageWriter writer,
            BillingSources sources,
            InstantSource clock) {
        this.door = door;
        this.frames = frames;
        this.writer = writer;
        this.sources = sources;
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(HERE, Access.PUBLIC, door.member(Right.SEE, v -> page(v, 200, null))),
                Endpoint.get(HERE + "/ledger", Access.PUBLIC, door.member(Right.SEE, this::ledger)),
                Endpoint.post(HERE + "/credit", Access.PUBLIC, door.member(Right.PAY, this::buy)),
                Endpoint.post(HERE + "/topup", Access.PUBLIC, door.member(Right.PAY, this::topup)),
                Endpoint.post(
                        HERE + "/topup/off", Access.PUBLIC, door.member(Right.PAY, this::topupOff)),
                Endpoint.post(HERE + "/card", Access.PUBLIC, door.member(Right.PAY, this::card)),
                Endpoint.post(
                        HERE + "/portal", Access.PUBLIC, door.member(Right.PAY, this::portal)));
    }

    private Reply page(Visit visit, int status, @Nullable String problem) {
        UUID id = visit.customerId();
        String notice = notice(visit);
        Optional<CardOnFile> card = sources.cards().flatMap(cards -> card(visit, cards));
        return writer.write(
                status,
                "billing/billing.jte",
                new BillingPage(
                        frames.of(visit, "Billing", HERE),
                        plan(id),
                        sources.months().find(id, clock.instant()).orElse(null),
                        sources.credits().grants(id).stream()
                                .filter(grant -> grant.remaining().isPositive())
                                .toList(),
                        sources.packages().all().stream().filter(CreditPackage::active).toList(),
                        card.orElse(null),
                        sources.cards().isPresent(),
                        sources.topups().find(id).orElse(null),
                        sources.transactions()
                                .page(new TransactionQuery(id, null, LEDGER_ROWS, null)),
                        sources.invoices()
                                .list(
                                        InvoiceQuery.all(Organization.OPERATOR).ofCustomer(id),
                                        NumberedPage.FIRST)
                                .items(),
                        visit.may(Right.PAY),
                        notice,
                        problem));
    }

    private @Nullable Plan plan(UUID id) {
        String code = sources.customers().find(id).map(Customer::planCode).orElse(null);
        return sources.plans().all().stream()
                .filter(plan -> plan.terms().code().equals(code))
                .findFirst()
                .orElse(null);
    }

    /** Who comes back from leaving a card may be here before the news of it. */
    private static Optional<CardOnFile> card(Visit visit, Cards cards) {
        boolean left = visit.query("card").filter("left"::equals).isPresent();
        return left ? cards.refresh(visit.customerId()) : cards.onFile(visit.customerId());
    }

    /** Says what came of a purchase whose page the visitor comes back from. */
    private String notice(Visit visit) {
        Optional<UUID> bought = visit.call().queryId("bought");
        if (bought.isPresent()) {
            CreditPurchase purchase =
                    sources.purchases()
                            .refresh(
                                    sources.purchases()
                                            .get(Optional.of(visit.customerId()), bought.get()));
            return purchase.status().isPaid()
                    ? "Thank you: "
                            + Show.money(purchase.offer().credit().plus(purchase.offer().bonus()))
                            + " of credit is yours, and pays from the next request on."
                    : "The payment is on its way. Credit shows here as soon as it arrives.";
        }
        return switch (visit.query("done").orElse("")) {
            case "plan" -> "Your plan is changed, from the next request on.";
            case "left" -> "Nothing was bought.";
            case "topup" -> "Credit is bought by itself from now on, as you said.";
            case "topup-off" -> "Nothing is bought by itself any more.";
            default -> "";
        };
    }

    private Reply ledger(Visit visit) {
        long before = visit.call().queryNumber("before", Integer.MAX_VALUE, Integer.MAX_VALUE);
        return writer.write(
                "billing/ledger.jte",
                sources.transactions()
                        .page(new TransactionQuery(visit.customerId(), null, LEDGER_ROWS, before)));
    }

    private Reply buy(Visit visit) {
        String here = sources.address().forBrowser(visit.call().request()) + HERE;
        CreditPurchase purchase =
                sources.purchases()
                        .buy(
                                new NewPurchase(
                                        visit.customerId(),
                                        visit.form().id("package"),
                                        null,
                                        new ReturnUrls(
                                                here + "?bought={PURCHASE_ID}",
                                                here + "?done=left"),
                                        visit.author()));
        String url = purchase.atStripe().url();
        return purchase.status().isPaid() || url == null
                ? Reply.seeOther(HERE + "?bought=" + purchase.id())
                : leave(url);
    }

    private Reply topup(Visit visit) {
        Form form = visit.form();
        Optional<String> offer = form.find("package");
        try {
            sources.topups()
                    .put(
                            new AutoTopupTerms(
                                    visit.customerId(),
                                    true,
                                    form.dollars("threshold").orElse(null),
                                    offer.isPresent() ? form.id("package") : null,
                                    offer.isPresent() ? null : form.dollars("amount").orElse(null),
                                    form.dollars("most").orElse(null)));
        } catch (ApiError refusal) {
            return page(visit, refusal.refusal().status(), refusal.message());
        }
        return Reply.seeOther(HERE + "?done=topup");
    }

    private Reply topupOff(Visit visit) {
        sources.topups().disable(visit.customerId());
        return Reply.seeOther(HERE + "?done=topup-off");
    }

    private Reply card(Visit visit) {
        String here = sources.address().forBrowser(visit.call().request()) + HERE;
        return leave(
                cards().leaveCard(
                                visit.customerId(),
                                new ReturnUrls(here + "?card=left", here + "?done=left"))
                        .url());
    }

    private Reply portal(Visit visit) {
        String here = sources.address().forBrowser(visit.call().request()) + HERE;
        return leave(cards().portal(visit.customerId(), here));
    }

    private Cards cards() {
        return sources.cards()
                .orElseThrow(
                        () -> ApiError.of(Refusal.CONFLICT, "This installation takes no cards."));
    }

    private Reply leave(String url) {
        return writer.write("billing/leaving.jte", new Leaving(leavingFrame(), url));
    }

    private Frame leavingFrame() {
        return Frame.bare("To the payment page", writer.assets());
    }
}
