package io.fluxrouter.core.invoice;

import java.math.BigDecimal;

/**
 * What of a charge may still be given back: what was paid, less what already came back. Never more,
 * however often a plan is changed (DESIGN 8; Kill Bill and Flexprice cap alike).
 *
 * @param paid what the customer was charged and paid
 * @param givenBack refunds, credits and adjustments so far
 */
public record Refundable(BigDecimal paid, BigDecimal givenBack) {
    public Refundable {
        if (paid.signum() < 0 || givenBack.signum() < 0) {
            throw new IllegalArgumentException("given back " + givenBack + " of " + paid);
        }
    }

    /** All of a price that was paid and of which nothing came back. */
    public static Refundable allOf(BigDecimal paid) {
        return new Refundable(paid, BigDecimal.ZERO);
    }

    /** What is left to give back; zero when more than that was given already. */
    public BigDecimal left() {
        return paid.subtract(givenBack).max(BigDecimal.ZERO);
    }

    /** As much of the wanted amount as is left. A negative wish gives nothing. */
    public BigDecimal atMost(BigDecimal wanted) {
        return wanted.min(left()).max(BigDecimal.ZERO);
    }
}
