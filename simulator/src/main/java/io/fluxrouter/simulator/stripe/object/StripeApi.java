package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.Routes;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import tools.jackson.databind.node.ObjectNode;

/**
 * All operations of the simulated API, joined.
 *
 * <p>Threads: not thread-safe; whoever uses it holds the lock of the simulator.
 */
public final class StripeApi {
    private final World world;
    private final Routes routes = new Routes();
    private final BalanceEntries balance;
    private final CardPayments payments;
    private final SetupIntents setups;
    private final Refunds refunds;
    private final Disputes disputes;
    private final InvoicePayments invoicePayments;
    private final Subscriptions subscriptions;
    private final Portal portal;
    private final CheckoutSessions sessions;
    private final Checkout checkout;

    /** Hosted pages are reached at the origin, such as {@code http://127.0.0.1:4242}. */
    public StripeApi(World world, String origin) {
        this.world = world;
        Challenges challenges = new Challenges(origin);
        PaymentMethods methods = new PaymentMethods(world);
        Customers customers = new Customers(world, methods);
        Prices prices = new Prices(world);
        this.balance = new BalanceEntries(world);
        Charges charges = new Charges(world, balance);
        this.payments = new CardPayments(world, methods, charges, challenges);
        PaymentIntents intents = new PaymentIntents(world, customers, methods, payments);
        this.setups = new SetupIntents(world, customers, methods, challenges);
        this.refunds = new Refunds(world, balance);
        this.disputes = new Disputes(world, balance);
        this.sessions =
                new CheckoutSessions(
                        world, customers, setups, new CheckoutLines(world, prices), origin);
        InvoiceItems items = new InvoiceItems(world, customers, prices);
        this.invoicePayments = new InvoicePayments(world, origin, intents, payments, methods);
        Invoices invoices = new Invoices(world, customers, methods, items, invoicePayments);
        this.subscriptions =
                new Subscriptions(
                        world,
                        customers,
                        methods,
                        prices,
                        new SubscriptionPeriods(world, prices, invoices, invoicePayments),
                        invoicePayments);
        this.portal = new Portal(world, origin, customers, methods, setups, invoicePayments);
        this.checkout =
                new Checkout(
                        world,
                        customers,
                        methods,
                        intents,
                        payments,
                        setups,
                        subscriptions,
                        invoicePayments);
        methods.open(routes);
        customers.open(routes);
        prices.open(routes);
        balance.open(routes);
        charges.open(routes);
        intents.open(routes);
        setups.open(routes);
        refunds.open(routes);
        disputes.open(routes);
        sessions.open(routes);
        items.open(routes);
        invoices.open(routes);
        invoicePayments.open(routes);
        subscriptions.open(routes);
        portal.open(routes);
        new Events(world).open(routes);
        new WebhookEndpoints(world).open(routes);
    }

    /** The reply to a request. Throws {@link StripeError}. */
    public ObjectNode run(String method, String path, Params params) {
        ObjectNode answer = routes.run(method, path, params);
        return View.expanded(world, answer, params.texts("expand"));
    }

    /** Does what is due by now: sessions run out, invoices are finalised, charged, renewed. */
    public void passTime() {
        sessions.passTime();
        invoicePayments.passTime();
        subscriptions.passTime();
    }

    public Checkout checkout() {
        return checkout;
    }

    public CheckoutSessions sessions() {
        return sessions;
    }

    public Portal portal() {
        return portal;
    }

    public Refunds refunds() {
        return refunds;
    }

    public Disputes disputes() {
        return disputes;
    }

    public BalanceEntries balance() {
        return balance;
    }

    /** The intent that waits for its card's holder. Throws where it does not. */
    public ObjectNode challenged(String id) {
        return world.find(id)
                .filter(intent -> Json.text(intent, "status").equals(PaymentIntents.WANTS_ACTION))
                .orElseThrow(
                        () -> StripeError.invalid("id", "No question is open for " + id + "."));
    }

    /** Answers the bank's question. A failure throws the card's error. */
    public void answerChallenge(String id, boolean passed) {
        ObjectNode intent = challenged(id);
        if (Json.text(intent, "object").equals(PaymentIntents.KIND))
            payments.answered(intent, passed);
        else setups.answered(intent, passed);
    }
}
