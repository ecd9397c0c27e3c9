package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Routes;
import tools.jackson.databind.node.ObjectNode;

/** The movements of the account's own money: {@code txn_}, in cents, with Stripe's fee. */
public final class BalanceEntries {
    static final String KIND = "balance_transaction";
    private static final String PATH = "/v1/balance_transactions";
    // Stripe's standard price for US cards: 2.9 % and 30 cents (https://stripe.com/pricing).
    private static final long FEE_PER_MILLE = 29;
    private static final long FEE_FIXED = 30;
    private static final long DAYS_UNTIL_AVAILABLE_SECONDS = 2 * 86_400L;

    private final World world;

    BalanceEntries(World world) {
        this.world = world;
    }

    void open(Routes routes) {
        Listing.open(routes, world, KIND, PATH, "type", "source");
    }

    /** The id of the entry for money that came in. */
    String collected(ObjectNode charge, long cents) {
        long fee = Math.ceilDiv(cents * FEE_PER_MILLE, 1000) + FEE_FIXED;
        return add("charge", charge, cents, fee);
    }

    /** The id of the entry for money that went back. Stripe keeps its fee. */
    String refunded(ObjectNode refund, long cents) {
        return add("refund", refund, -cents, 0);
    }

    /** The id of the entry for a refund that the bank did not take. */
    String refundFailed(ObjectNode refund, long cents) {
        return add("refund_failure", refund, cents, 0);
    }

    /** The entry for money that a dispute takes, or gives back. */
    void disputed(ObjectNode dispute, long cents) {
        add("adjustment", dispute, cents, 0);
    }

    private String add(String type, ObjectNode source, long cents, long fee) {
        ObjectNode entry = world.add("txn_", KIND);
        entry.remove("metadata");
        entry.put("type", type).put("reporting_category", type).put("status", "available");
        entry.put("source", Json.text(source, "id")).put("currency", Json.text(source, "currency"));
        entry.put("amount", cents).put("fee", fee).put("net", cents - fee);
        entry.put("available_on", world.now() + DAYS_UNTIL_AVAILABLE_SECONDS)
                .putNull("description");
        entry.putArray("fee_details");
        return Json.text(entry, "id");
    }

    /** The cents of all entries that came in, or of all that went out, before fees. */
    public long sum(boolean incoming) {
        return world.all(KIND)
                .mapToLong(entry -> entry.path("amount").asLong())
                .filter(cents -> cents > 0 == incoming)
                .sum();
    }
}
