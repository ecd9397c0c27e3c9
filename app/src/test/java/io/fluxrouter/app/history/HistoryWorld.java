package io.fluxrouter.app.history;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.card.CardEvents;
import io.fluxrouter.billing.card.Cards;
import io.fluxrouter.billing.collection.CollectionDuty;
import io.fluxrouter.billing.collection.CollectionEvents;
import io.fluxrouter.billing.collection.CollectionMoves;
import io.fluxrouter.billing.collection.InvoiceComparison;
import io.fluxrouter.billing.credit.CreditAdjustments;
import io.fluxrouter.billing.credit.Credits;
import io.fluxrouter.billing.duty.Duty;
import io.fluxrouter.billing.inbox.Inbox;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.invoice.InvoiceRun;
import io.fluxrouter.billing.invoice.InvoiceSettings;
import io.fluxrouter.billing.invoice.Invoices;
import io.fluxrouter.billing.invoice.Whose;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.payment.ReturnUrls;
import io.fluxrouter.billing.payment.StripeCalls;
import io.fluxrouter.billing.payment.StripeCheckout;
import io.fluxrouter.billing.payment.StripeCustomers;
import io.fluxrouter.billing.payment.StripeInvoices;
import io.fluxrouter.billing.payment.StripePayments;
import io.fluxrouter.billing.payment.StripeRefunds;
import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.plan.BillingPlans;
import io.fluxrouter.billing.purchase.Fulfilment;
import io.fluxrouter.billing.purchase.Packages;
import io.fluxrouter.billing.purchase.PaymentComparison;
import io.fluxrouter.billing.purchase.PurchaseEvents;
import io.fluxrouter.billing.purchase.Purchases;
import io.fluxrouter.billing.purchase.RefundComparison;
import io.fluxrouter.billing.purchase.RefundDuty;
import io.fluxrouter.billing.purchase.RefundMoves;
import io.fluxrouter.billing.purchase.Refunds;
import io.fluxrouter.billing.purchase.Till;
import io.fluxrouter.billing.reconcile.Reconciliation;
import io.fluxrouter.billing.settle.SettledWorld;
import io.fluxrouter.billing.subscription.Subscriptions;
import io.fluxrouter.core.webhook.TimedSignature;
import io.fluxrouter.simulator.stripe.SimulatedStripe;
import io.fluxrouter.simulator.stripe.StripeSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Everything about money in one process, on one database and one clock, without a gateway. */
final class HistoryWorld implements AutoCloseable {
    static final ReturnUrls URLS = new ReturnUrls("http://shop.test/ok", "http://shop.test/no");

    final SettledWorld settled = new SettledWorld("2026-01-10T00:00:00Z");
    final InstantSource clock = () -> settled.now;
    final SimulatedStripe stripe =
            SimulatedStripe.start(StripeSettings.defaults().withTime(clock).withWebhookRetries());
    final Mailbox mailbox = new Mailbox();
    final Credits credits = new Credits(settled.jdbi, clock);
    final CreditAdjustments adjustments = new CreditAdjustments(settled.jdbi, credits, clock);
    final Packages packages = new Packages(settled.jdbi, clock);
    final Subscriptions subscriptions = new Subscriptions(settled.jdbi, clock);
    final Cards cards;
    final Purchases purchases;
    final Refunds refunds;
    final Map<String, UUID> plans;
    private final Inbox inbox;
    private final InvoiceRun invoices;
    private final Reconciliation reconciliation;
    private final List<Duty> duties;

    HistoryWorld() {
        var jdbi = settled.jdbi;
        StripeCalls calls =
                new StripeCalls(
                        new io.fluxrouter.billing.payment.StripeSettings(
                                stripe.secretKey(),
                                stripe.baseUrl(),
                                List.of(stripe.webhookSecret())));
        Fulfilment fulfilment = new Fulfilment(credits);
        RefundMoves refundMoves = new RefundMoves(credits);
        StripeCheckout checkout = new StripeCheckout(calls);
        MeterBook meters = new MeterBook(jdbi, System::nanoTime);
        cards = new Cards(jdbi, new StripeCustomers(calls), checkout, clock, false);
        purchases = new Purchases(jdbi, fulfilment, new Till.AtStripe(checkout, cards), clock);
        refunds = new Refunds(jdbi, refundMoves, clock);
        invoices = new InvoiceRun(jdbi, meters, subscriptions, InvoiceSettings.STANDARD);
        CollectionMoves collection =
                new CollectionMoves(
                        jdbi, new Invoices(jdbi, invoices, clock), subscriptions, credits);
        inbox =
                new Inbox(
                        jdbi,
                        List.of(stripe.webhookSecret()),
                        List.of(
                                new PurchaseEvents(fulfilment, refundMoves),
                                new CardEvents(cards),
                                new CollectionEvents(collection)),
                        clock);
        reconciliation =
                new Reconciliation(
                        List.of(
                                new PaymentComparison(
                                        jdbi, new StripePayments(calls), fulfilment, clock),
                                new RefundComparison(
                                        jdbi, new StripeRefunds(calls), refundMoves, clock),
                                new InvoiceComparison(
                                        jdbi, new StripeInvoices(calls), collection, clock)));
        duties =
                List.of(
                        new RefundDuty(jdbi, new StripeRefunds(calls), refundMoves, clock),
                        new CollectionDuty(
                                jdbi, new StripeInvoices(calls), cards, collection, clock));
        plans =
                new BillingPlans(jdbi, Clock.systemUTC())
                        .list(Organization.OPERATOR, new NumberedPage(1, 100)).items().stream()
                                .collect(Collectors.toMap(HistoryWorld::key, BillingPlan::id));
        stripe.deliverTo(mailbox.address());
    }

    private static String key(BillingPlan plan) {
        return String.valueOf(plan.lookupId());
    }

    /** No two things happen at once. */
    void tick() {
        settled.now = settled.now.plusMillis(1);
    }

    void pass(Duration time) {
        settled.now = settled.now.plus(time);
    }

    /** What Stripe has told since the last time, once all of it has come. */
    List<byte[]> told() {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (stripe.webhooks().outstanding() > 0) {
            if (System.nanoTime() > end) throw new AssertionError("events do not come");
            LockSupport.parkNanos(100_000);
        }
        return mailbox.empty();
    }

    /** An event comes, signed now. */
    void deliver(byte[] body) {
        tick();
        inbox.receive(
                body, TimedSignature.sign(List.of(stripe.webhookSecret()), clock.instant(), body));
    }

    /** What duties find to do now. */
    void doDuties() {
        for (Duty duty : duties) {
            boolean more = true;
            while (more) more = duty.next();
        }
    }

    void runInvoices() {
        invoices.runAll(clock.instant(), Whose.EVERYBODY);
    }

    int repairs() {
        return reconciliation.run().differences().size();
    }

    long number(String sql) {
        return settled.jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    @Override
    public void close() {
        stripe.close();
        mailbox.close();
        settled.close();
    }
}
