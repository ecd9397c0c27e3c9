package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Routes;
import tools.jackson.databind.node.ObjectNode;

/**
 * Payments that a cardholder calls back by the bank: {@code dp_}. The money leaves when the dispute
 * opens, and comes back if it is won.
 */
public final class Disputes {
    static final String KIND = "dispute";
    private static final String PATH = "/v1/disputes";
    private static final String OPEN = "needs_response";

    private final World world;
    private final BalanceEntries balance;

    Disputes(World world, BalanceEntries balance) {
        this.world = world;
        this.balance = balance;
    }

    void open(Routes routes) {
        Listing.open(routes, world, KIND, PATH, "charge", "payment_intent");
    }

    /** The cardholder disputes all of a payment that was not given back. */
    public ObjectNode open(String paymentIntent) {
        ObjectNode intent = world.get(PaymentIntents.KIND, paymentIntent);
        ObjectNode charge = world.get(Charges.KIND, Json.text(intent, "latest_charge"));
        ObjectNode dispute = world.add("dp_", KIND);
        dispute.put("amount", Charges.refundable(charge)).put("charge", Json.text(charge, "id"));
        dispute.put("payment_intent", paymentIntent).put("reason", "fraudulent");
        dispute.set("currency", charge.path("currency"));
        dispute.put("status", OPEN).put("is_charge_refundable", false);
        balance.disputed(dispute, -Charges.refundable(charge));
        charge.put("disputed", true);
        world.emit("charge.dispute.created", dispute);
        world.emit("charge.dispute.funds_withdrawn", dispute);
        return dispute;
    }

    /** The bank has decided. */
    public ObjectNode close(String id, boolean won) {
        ObjectNode dispute = world.get(KIND, id);
        if (!Json.text(dispute, "status").equals(OPEN)) return dispute;
        dispute.put("status", won ? "won" : "lost");
        if (won) balance.disputed(dispute, dispute.path("amount").asLong());
        world.emit("charge.dispute.closed", dispute);
        return dispute;
    }
}
