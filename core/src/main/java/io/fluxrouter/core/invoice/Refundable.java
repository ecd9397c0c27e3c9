package io.fluxrouter.core.invoice;

import java.math.BigDecimal;

/**
 * What of a charge may still be given back: what was paid, less what already came back. Never more,
 * however often a plan is changed (DESIGN 8; Kill Bill and Flexprice cap alike).
 *
 * @param paid what the customer was charged and paid
 * @param givenBack refunds, credits and adjustments so far
 * @param digits decimals of the currency
 */
public record Refundable(BigDecimal paid, BigDecimal givenBack, int digits) {

    /** All of a price that was paid and of which nothing came back. */
    public static Refundable allOf(BigDecimal paid, int digits) {
        return new Refundable(paid, BigDecimal.ZERO, digits);
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
