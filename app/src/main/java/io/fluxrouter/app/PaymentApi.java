package io.fluxrouter.app;

import io.fluxrouter.app.config.Config;
import io.fluxrouter.app.config.StripeConfig;
import io.fluxrouter.billing.card.CardEvents;
import io.fluxrouter.billing.card.Cards;
import io.fluxrouter.billing.collection.CollectionDuty;
import io.fluxrouter.billing.collection.CollectionEvents;
import io.fluxrouter.billing.collection.CollectionMoves;
import io.fluxrouter.billing.credit.CreditAdjustments;
import io.fluxrouter.billing.credit.Credits;
import io.fluxrouter.billing.credit.ExpiryDuty;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.duty.Duty;
import io.fluxrouter.billing.duty.DutyWorkers;
import io.fluxrouter.billing.inbox.Inbox;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.payment.StripeCalls;
import io.fluxrouter.billing.payment.StripeCheckout;
import io.fluxrouter.billing.payment.StripeCustomers;
import io.fluxrouter.billing.payment.StripeInvoices;
import io.fluxrouter.billing.payment.StripePayments;
import io.fluxrouter.billing.payment.StripeRefunds;
import io.fluxrouter.billing.payment.StripeSettings;
import io.fluxrouter.billing.purchase.AutoTopupDuty;
import io.fluxrouter.billing.purchase.AutoTopups;
import io.fluxrouter.billing.purchase.ChargeDuty;
import io.fluxrouter.billing.purchase.CheckoutDuty;
import io.fluxrouter.billing.purchase.DisputeEvents;
import io.fluxrouter.billing.purchase.Fulfilment;
import io.fluxrouter.billing.purchase.Packages;
import io.fluxrouter.billing.purchase.PurchaseEvents;
import io.fluxrouter.billing.purchase.Purchases;
import io.fluxrouter.billing.purchase.RefundDuty;
import io.fluxrouter.billing.purchase.RefundMoves;
import io.fluxrouter.billing.purchase.Refunds;
import io.fluxrouter.billing.purchase.Till;
import io.fluxrouter.billing.subscription.Subscriptions;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.PublicAddress;
import io.fluxrouter.console.purchase.AdjustmentCalls;
import io.fluxrouter.console.purchase.AutoTopupCalls;
import io.fluxrouter.console.purchase.CardCalls;
import io.fluxrouter.console.purchase.PackageCalls;
import io.fluxrouter.console.purchase.PurchaseCalls;
import io.fluxrouter.console.purchase.ReconcileCalls;
import io.fluxrouter.console.purchase.StripeWebhookCalls;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Money in, wired: its calls, and the duties that are done until this is closed. */
final class PaymentApi implements AutoCloseable {
    private final Jdbi jdbi;
    private final Clock clock;
    private final PublicAddress address;
    private final Credits credits;
    private final Fulfilment fulfilment;
    private final RefundMoves refundMoves;
    private final Purchases purchases;
    private final Optional<Cards> cards;
    private final CollectionMoves collection;
    private final boolean cardRequired;
    private final boolean simulated;
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final List<Duty> duties = new ArrayList<>();
    private final DutyWorkers workers;

    /**
     * @param access empty for a node without it: in development whatever is bought counts as paid
     */
    PaymentApi(
            Config config,
            Jdbi jdbi,
            MeterBook meters,
            Optional<StripeAccess> access,
            PublicAddress address,
            Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.address = address;
        this.credits = new Credits(jdbi, clock);
        this.fulfilment = new Fulfilment(credits);
        this.refundMoves = new RefundMoves(credits);
        this.collection = collection(jdbi, meters, clock);
        this.cardRequired = isCardRequired(config);
        Optional<StripeSettings> stripe = access.map(PaymentApi::settings);
        Optional<Till.AtStripe> atStripe = stripe.map(this::till);
        Till without =
                config.mode() == Config.Mode.PRODUCTION ? new Till.Closed() : new Till.Instant();
        this.purchases =
                new Purchases(
                        jdbi, fulfilment, atStripe.map(Till.class::cast).orElse(without), clock);
        this.cards = atStripe.map(Till.AtStripe::cards);
        this.simulated = atStripe.isEmpty() && without instanceof Till.Instant;
        credit(purchases);
        stripe(stripe, atStripe);
        duties.add(new ExpiryDuty(credits, clock));
        atStripe.ifPresent(at -> duties(stripe.orElseThrow(), at.cards(), purchases));
        this.workers = DutyWorkers.start(duties);
    }

    /** In production nothing is served to who has left no card, where cards can be left. */
    static boolean isCardRequired(Config config) {
        return config.mode() == Config.Mode.PRODUCTION
                && config.stripe().mode() != StripeConfig.Mode.OFF;
    }

    static CollectionMoves collection(Jdbi jdbi, MeterBook meters, Clock clock) {
        return new CollectionMoves(
                jdbi,
                InvoiceApi.invoices(jdbi, meters, clock),
                new Subscriptions(jdbi, clock),
                new Credits(jdbi, clock));
    }

    static StripeSettings settings(StripeAccess access) {
        return new StripeSettings(access.apiKey(), access.baseUrl(), access.webhookSecrets());
    }

    private Till.AtStripe till(StripeSettings settings) {
        StripeCalls calls = new StripeCalls(settings);
        StripeCheckout checkout = new StripeCheckout(calls);
        return new Till.AtStripe(
                checkout,
                new Cards(jdbi, new StripeCustomers(calls), checkout, clock, cardRequired));
    }

    private void credit(Purchases purchases) {
        endpoints.addAll(new PackageCalls(new Packages(jdbi, clock)).endpoints());
        endpoints.addAll(
                new PurchaseCalls(purchases, new Refunds(jdbi, refundMoves, clock), address)
                        .endpoints());
        endpoints.addAll(new AutoTopupCalls(new AutoTopups(jdbi, clock)).endpoints());
        endpoints.addAll(
                new AdjustmentCalls(
                                new Customers(jdbi, clock),
                                new CreditAdjustments(jdbi, credits, clock))
                        .endpoints());
    }

    private void stripe(Optional<StripeSettings> stripe, Optional<Till.AtStripe> till) {
        endpoints.addAll(new CardCalls(till.map(Till.AtStripe::cards), address).endpoints());
        Optional<Inbox> inbox =
                stripe.flatMap(settings -> till.map(at -> inbox(settings, at.cards())));
        endpoints.addAll(new StripeWebhookCalls(inbox).endpoints());
        endpoints.addAll(
                new ReconcileCalls(
                                stripe.map(
                                        settings ->
                                                Reconcile.between(
                                                        settings, jdbi, collection, clock)))
                        .endpoints());
    }

    private Inbox inbox(StripeSettings settings, Cards cards) {
        return new Inbox(
                jdbi,
                settings.webhookSecrets(),
                List.of(
                        new PurchaseEvents(fulfilment, refundMoves),
                        new DisputeEvents(refundMoves),
                        new CardEvents(cards),
                        new CollectionEvents(collection)),
                clock);
    }

    private void duties(StripeSettings settings, Cards cards, Purchases purchases) {
        StripeCalls calls = new StripeCalls(settings);
        StripeRefunds refunds = new StripeRefunds(calls);
        duties.add(new RefundDuty(jdbi, refunds, refundMoves, clock));
        duties.add(new CheckoutDuty(jdbi, purchases, fulfilment, clock));
        duties.add(new AutoTopupDuty(jdbi, clock));
        duties.add(new CollectionDuty(jdbi, new StripeInvoices(calls), cards, collection, clock));
        duties.add(new ChargeDuty(jdbi, new StripePayments(calls), cards, fulfilment, clock));
    }

    Purchases purchases() {
        return purchases;
    }

    /** Whether a word counts as a payment: in development, without Stripe. */
    boolean isSimulated() {
        return simulated;
    }

    /** Empty where nobody takes cards. */
    Optional<Cards> cards() {
        return cards;
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public void close() {
        workers.close();
    }
}
