package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person does on the hosted payment page. A refused card throws and leaves the session open;
 * a bank's question leaves it open until the question is answered.
 */
public final class Checkout {
    private static final String CUSTOMER = "customer";
    private static final String INTENT = "payment_intent";
    private static final String SESSION = "_session";
    private static final String PAYMENT_STATUS = "payment_status";
    private static final String SUBSCRIPTION = "_subscription";

    private final World world;
    private final Customers customers;
    private final PaymentMethods methods;
    private final PaymentIntents intents;
    private final CardPayments payments;
    private final SetupIntents setups;
    private final Subscriptions subscriptions;
    private final InvoicePayments invoicePayments;

    /** What a person types. */
    public record Person(String email, String name, TestCard card) {}

    Checkout(
            World world,
            Customers customers,
            PaymentMethods methods,
            PaymentIntents intents,
            CardPayments payments,
            SetupIntents setups,
            Subscriptions subscriptions,
            InvoicePayments invoicePayments) {
        this.world = world;
        this.customers = customers;
        this.methods = methods;
        this.intents = intents;
        this.payments = payments;
        this.setups = setups;
        this.subscriptions = subscriptions;
        this.invoicePayments = invoicePayments;
        payments.whenPaid(this::complete);
        payments.whenStarted(this::completeUnpaid);
        setups.whenDone(this::complete);
    }

    /** Presses the button. */
    public void submit(String sessionId, Person person) {
        ObjectNode session = world.get(CheckoutSessions.KIND, sessionId);
        if (!CheckoutSessions.isOpen(session)) {
            throw StripeError.state("", "This page has been closed.");
        }
        session.putObject("customer_details")
                .put("email", person.email())
                .put("name", person.name());
        ObjectNode method = methods.of(person.card());
        method.withObject("billing_details")
                .put("email", person.email())
                .put("name", person.name());
        switch (Json.text(session, "mode")) {
            case "setup" -> setUp(session, method);
            case "payment" -> pay(session, method);
            default -> subscribe(session, method);
        }
    }

    private void setUp(ObjectNode session, ObjectNode method) {
        ObjectNode intent = world.get(SetupIntents.KIND, Json.text(session, "setup_intent"));
        if (customerOf(session).isPresent()) intent.put(CUSTOMER, Json.text(session, CUSTOMER));
        setups.set(intent, method);
    }

    private void pay(ObjectNode session, ObjectNode method) {
        if (Json.text(session, "customer_creation").equals("always")) ensureCustomer(session);
        ObjectNode intent =
                world.find(Json.text(session, INTENT)).orElseGet(() -> startPayment(session));
        intent.put("payment_method", Json.text(method, "id"));
        payments.pay(intent, CardPayments.Presence.THERE);
    }

    /** The subscription's first invoice is paid here; a refusal leaves it for another card. */
    private void subscribe(ObjectNode session, ObjectNode method) {
        ensureCustomer(session);
        ObjectNode customer = customerOf(session).orElseThrow();
        methods.attach(method, customer);
        ObjectNode subscription =
                world.find(Json.text(session, SUBSCRIPTION))
                        .orElseGet(() -> startSubscription(session, customer));
        subscriptions.payWith(subscription, method);
        ObjectNode invoice = world.get(Invoices.KIND, Json.text(subscription, "latest_invoice"));
        ObjectNode intent = world.get(PaymentIntents.KIND, Json.text(invoice, "_payment_intent"));
        intent.put(SESSION, Json.text(session, "id"));
        session.put("_payment_intent", Json.text(intent, "id"));
        try {
            invoicePayments.collect(invoice, Json.text(method, "id"));
        } catch (StripeError refused) {
            if (Challenges.question(intent).isEmpty()) throw refused;
        }
    }

    private ObjectNode startSubscription(ObjectNode session, ObjectNode customer) {
        List<ObjectNode> items =
                session.path(CheckoutSessions.LINES)
                        .path("data")
                        .valueStream()
                        .map(ObjectNode.class::cast)
                        .map(
                                line ->
                                        subscriptions.item(
                                                line.withObject("price"),
                                                line.path("quantity").asLong()))
                        .toList();
        Params wish =
                Params.of(session.withObject(CheckoutSessions.WISHES)).group("subscription_data");
        ObjectNode subscription = subscriptions.start(customer, items, wish);
        session.put(SUBSCRIPTION, Json.text(subscription, "id"));
        return subscription;
    }

    private ObjectNode startPayment(ObjectNode session) {
        ObjectNode wish =
                Params.of(session.withObject(CheckoutSessions.WISHES))
                        .group("payment_intent_data")
                        .tree();
        wish.put("amount", session.path("amount_total").asString());
        wish.put("currency", Json.text(session, "currency"));
        customerOf(session).ifPresent(customer -> wish.put(CUSTOMER, Json.text(customer, "id")));
        ObjectNode intent = intents.create(Params.of(wish));
        intent.put(SESSION, Json.text(session, "id"));
        session.put(INTENT, Json.text(intent, "id"));
        return intent;
    }

    private Optional<ObjectNode> customerOf(ObjectNode session) {
        return world.find(Json.text(session, CUSTOMER));
    }

    private void ensureCustomer(ObjectNode session) {
        if (customerOf(session).isPresent()) return;
        ObjectNode details = session.withObject("customer_details");
        ObjectNode made =
                customers.create(
                        Params.of(
                                Json.object()
                                        .put("email", Json.text(details, "email"))
                                        .put("name", Json.text(details, "name"))));
        session.put(CUSTOMER, Json.text(made, "id"));
    }

    /** The intent's money has come, or its card is on file. */
    private void complete(ObjectNode intent) {
        world.find(Json.text(intent, SESSION))
                .ifPresent(
                        session -> {
                            if (CheckoutSessions.isOpen(session)) completeSession(session, "paid");
                            else laterPaid(session);
                        });
    }

    private void completeUnpaid(ObjectNode intent) {
        world.find(Json.text(intent, SESSION))
                .filter(CheckoutSessions::isOpen)
                .ifPresent(session -> completeSession(session, "unpaid"));
    }

    private void laterPaid(ObjectNode session) {
        if (!Json.text(session, PAYMENT_STATUS).equals("unpaid")) return;
        session.put(PAYMENT_STATUS, "paid");
        world.emit("checkout.session.async_payment_succeeded", session);
    }

    /** The bank has answered about a debit, days after the visit. */
    public void debited(ObjectNode intent, boolean taken) {
        try {
            payments.debited(intent, taken);
        } catch (StripeError refused) {
            if (refused.status() != 402) throw refused;
            world.find(Json.text(intent, SESSION))
                    .ifPresent(
                            session ->
                                    world.emit("checkout.session.async_payment_failed", session));
        }
    }

    private void completeSession(ObjectNode session, String paymentStatus) {
        session.put("status", "complete").putNull("url");
        if (!Json.text(session, "mode").equals("setup")) session.put(PAYMENT_STATUS, paymentStatus);
        world.find(Json.text(session, SUBSCRIPTION))
                .ifPresent(
                        subscription -> {
                            session.put("subscription", Json.text(subscription, "id"));
                            session.set("invoice", subscription.path("latest_invoice").deepCopy());
                        });
        world.emit("checkout.session.completed", session);
    }
}
