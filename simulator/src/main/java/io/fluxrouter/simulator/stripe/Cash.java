package io.fluxrouter.simulator.stripe;

/**
 * What the simulated bank has truly moved, in cents, before Stripe's fees.
 *
 * @param collected taken from cards
 * @param refunded given back to cards
 */
public record Cash(long collected, long refunded) {
    /** What is left. */
    public long net() {
        return Math.subtractExact(collected, refunded);
    }
}
