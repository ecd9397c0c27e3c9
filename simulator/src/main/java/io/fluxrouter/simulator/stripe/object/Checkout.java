package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.StripeError;
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

    private final World world;
    private final Customers customers;
    private final PaymentMethods methods;
    private final PaymentIntents intents;
    private final CardPayments payments;
    private final SetupIntents setups;

    /** What a person types. */
    public record Person(String email, String name, TestCard card) {}

    Checkout(
            World world,
            Customers customers,
            PaymentMethods methods,
            PaymentIntents intents,
            CardPayments payments,
            SetupIntents setups) {
        this.world = world;
        this.customers = customers;
        this.methods = methods;
        this.intents = intents;
        this.payments = payments;
        this.setups = setups;
        payments.whenPaid(this::complete);
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
            default -> throw StripeError.invalid("mode", "Subscriptions are not sold here.");
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

    /** The session of an intent that has come to its end, if it had one. */
    private void complete(ObjectNode intent) {
        world.find(Json.text(intent, SESSION))
                .filter(CheckoutSessions::isOpen)
                .ifPresent(this::completeSession);
    }

    private void completeSession(ObjectNode session) {
        session.put("status", "complete").putNull("url");
        if (!Json.text(session, "mode").equals("setup")) session.put("payment_status", "paid");
        world.emit("checkout.session.completed", session);
    }
}
