package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a payment intent meets the bank: refused, paid, set aside, or first shown to the card's
 * holder. A refusal is kept in the intent and thrown.
 */
final class CardPayments {
    private static final String METHOD = "payment_method";
    private static final String PROCESSING = "processing";

    private final World world;
    private final PaymentMethods methods;
    private final Charges charges;
    private final Challenges challenges;
    private final List<Consumer<ObjectNode>> paid = new ArrayList<>();
    private final List<Consumer<ObjectNode>> started = new ArrayList<>();

    /** Whether the card's holder can be asked during a payment. */
    enum Presence {
        THERE,
        /** Nobody sees the payment: a bank's question is a refusal. */
        AWAY;

        static Presence of(Params params) {
            boolean away =
                    params.text("off_session").filter(value -> !value.equals("false")).isPresent();
            return away || params.flag("error_on_requires_action", false) ? AWAY : THERE;
        }
    }

    CardPayments(World world, PaymentMethods methods, Charges charges, Challenges challenges) {
        this.world = world;
        this.methods = methods;
        this.charges = charges;
        this.challenges = challenges;
    }

    /** What happens with every intent whose money has come. */
    void whenPaid(Consumer<ObjectNode> step) {
        paid.add(step);
    }

    /** What happens with every intent whose money will come days later, or not. */
    void whenStarted(Consumer<ObjectNode> step) {
        started.add(step);
    }

    void pay(ObjectNode intent, Presence presence) {
        ObjectNode method = world.get(PaymentMethods.KIND, Json.text(intent, METHOD), METHOD);
        intent.putNull("last_payment_error").putNull("next_action");
        TestCard card = PaymentMethods.cardOf(method);
        if (card.comesLater()) {
            intent.put("status", PROCESSING);
            world.emit("payment_intent.processing", intent);
            started.forEach(step -> step.accept(intent));
        } else if (!card.wantsHolder(PaymentMethods.isSetUp(method))) {
            charge(intent, method);
        } else if (presence == Presence.AWAY) {
            refuse(
                    intent,
                    method,
                    StripeError.card(
                            "authentication_required",
                            "authentication_required",
                            "Your card was declined. This transaction requires authentication."));
        } else {
            intent.put("status", PaymentIntents.WANTS_ACTION);
            challenges.pose(intent);
            world.emit("payment_intent.requires_action", intent);
        }
    }

    /** The bank has answered about a debit. A refusal throws. */
    void debited(ObjectNode intent, boolean taken) {
        if (!Json.text(intent, "status").equals(PROCESSING)) {
            throw StripeError.state("", "No bank debit is under way for this payment.");
        }
        ObjectNode method = world.get(PaymentMethods.KIND, Json.text(intent, METHOD), METHOD);
        if (taken) charge(intent, method);
        else
            refuse(
                    intent,
                    method,
                    StripeError.card("debit_not_authorized", "", "The bank refused the debit."));
    }

    /** The holder has answered the bank's question. */
    void answered(ObjectNode intent, boolean passed) {
        ObjectNode method = world.get(PaymentMethods.KIND, Json.text(intent, METHOD), METHOD);
        intent.putNull("next_action");
        if (passed) charge(intent, method);
        else refuse(intent, method, Challenges.failed("payment_intent_authentication_failure"));
    }

    void capture(ObjectNode intent, long cents) {
        charges.capture(world.get(Charges.KIND, Json.text(intent, "latest_charge")), cents);
        received(intent, cents);
    }

    private void charge(ObjectNode intent, ObjectNode method) {
        TestCard card = PaymentMethods.cardOf(method);
        if (card.refusedWhenCharged()) refuse(intent, method, card.refusalError());
        boolean captured = !Json.text(intent, "capture_method").equals("manual");
        ObjectNode charge = charges.succeed(intent, method, captured);
        intent.put("latest_charge", Json.text(charge, "id"));
        keepForLater(intent, method);
        if (captured) received(intent, Charges.amountOf(charge));
        else setAside(intent, Charges.amountOf(charge));
    }

    private void keepForLater(ObjectNode intent, ObjectNode method) {
        if (!Json.has(intent, "setup_future_usage") || !Json.has(intent, "customer")) return;
        PaymentMethods.setUp(method);
        methods.attach(method, world.get(Customers.KIND, Json.text(intent, "customer")));
    }

    private void received(ObjectNode intent, long cents) {
        intent.put("status", PaymentIntents.SUCCEEDED);
        intent.put("amount_received", cents).put("amount_capturable", 0);
        world.emit("payment_intent.succeeded", intent);
        paid.forEach(step -> step.accept(intent));
    }

    private void setAside(ObjectNode intent, long cents) {
        intent.put("status", "requires_capture").put("amount_capturable", cents);
        world.emit("payment_intent.amount_capturable_updated", intent);
    }

    private void refuse(ObjectNode intent, ObjectNode method, StripeError refusal) {
        ObjectNode charge = charges.fail(intent, method, refusal);
        intent.put("latest_charge", Json.text(charge, "id"));
        ObjectNode error = refusal.error().put("charge", Json.text(charge, "id"));
        error.set(METHOD, View.of(method));
        intent.put("status", PaymentIntents.WANTS_METHOD).putNull(METHOD);
        intent.set("last_payment_error", error);
        world.emit("payment_intent.payment_failed", intent);
        throw refusal.about("payment_intent", View.of(intent)).about(METHOD, View.of(method));
    }
}
