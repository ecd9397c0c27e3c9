package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Routes;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Attempts to take money from a card, good or bad: {@code ch_}, with what they did to the balance.
 */
public final class Charges {
    static final String KIND = "charge";
    private static final String PATH = "/v1/charges";

    private final World world;
    private final BalanceEntries balance;

    Charges(World world, BalanceEntries balance) {
        this.world = world;
        this.balance = balance;
    }

    void open(Routes routes) {
        Listing.open(routes, world, KIND, PATH, "customer", "payment_intent");
    }

    /** Takes an intent's money, or sets it aside until it is captured. */
    ObjectNode succeed(ObjectNode intent, ObjectNode method, boolean captured) {
        ObjectNode charge = add(intent, method);
        charge.put("status", "succeeded").put("paid", true).put("captured", captured);
        charge.putNull("failure_code").putNull("failure_message");
        charge.putObject("outcome")
                .put("network_status", "approved_by_network")
                .put("type", "authorized")
                .put("seller_message", "Payment complete.");
        if (captured) collect(charge, amountOf(charge));
        world.emit("charge.succeeded", charge);
        return charge;
    }

    ObjectNode fail(ObjectNode intent, ObjectNode method, StripeError refusal) {
        ObjectNode error = refusal.error();
        ObjectNode charge = add(intent, method);
        charge.put("status", "failed").put("paid", false).put("captured", false);
        charge.set("failure_code", error.path("code"));
        charge.put("failure_message", refusal.getMessage());
        charge.putObject("outcome")
                .put("network_status", "declined_by_network")
                .put("type", "issuer_declined")
                .put("reason", Json.text(error, "decline_code"))
                .put("seller_message", refusal.getMessage());
        world.emit("charge.failed", charge);
        return charge;
    }

    /** Takes what was set aside, or a part of it; the rest goes back to the card. */
    void capture(ObjectNode charge, long cents) {
        charge.put("captured", true);
        collect(charge, cents);
        world.emit("charge.captured", charge);
    }

    private void collect(ObjectNode charge, long cents) {
        charge.put("amount_captured", cents);
        charge.put("balance_transaction", balance.collected(charge, cents));
    }

    private ObjectNode add(ObjectNode intent, ObjectNode method) {
        ObjectNode charge = world.add("ch_", KIND);
        charge.set("metadata", intent.path("metadata").deepCopy());
        charge.put("amount", intent.path("amount").asLong());
        charge.put("amount_captured", 0).put("amount_refunded", 0).put("refunded", false);
        charge.put("disputed", false).putNull("balance_transaction");
        for (String member :
                new String[] {"currency", "customer", "description", "receipt_email"}) {
            charge.set(member, intent.path(member));
        }
        charge.put("payment_intent", Json.text(intent, "id"));
        charge.put("payment_method", Json.text(method, "id"));
        charge.set("billing_details", method.path("billing_details").deepCopy());
        String type = Json.text(method, "type");
        ObjectNode details = charge.putObject("payment_method_details").put("type", type);
        details.set(type, method.path(type).deepCopy());
        charge.set(
                "_refunds",
                Listing.page(PATH + "/" + Json.text(charge, "id") + "/refunds", List.of(), false));
        return charge;
    }

    static long amountOf(ObjectNode charge) {
        return charge.path("amount").asLong();
    }

    /** What can still be given back, in cents. */
    static long refundable(ObjectNode charge) {
        return charge.path("amount_captured").asLong() - charge.path("amount_refunded").asLong();
    }
}
