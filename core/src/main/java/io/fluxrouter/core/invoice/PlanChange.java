package io.fluxrouter.core.invoice;

import io.fluxrouter.core.period.Share;
import io.fluxrouter.core.rating.Rounding;
import java.math.BigDecimal;

/**
 * The two lines by which a price paid in advance is changed within its period: what the old one did
 * not use comes back, the new one is charged for the rest. Each line is rounded, then they are
 * added (Stripe, Kill Bill, Flexprice), so what the invoice shows adds up.
 *
 * @param credit never positive
 * @param charge never negative
 */
public record PlanChange(BigDecimal credit, BigDecimal charge) {

    /**
     * Full prices of the period, unit price times quantity each.
     *
     * @param before 0 where something is added
     * @param after 0 where something is removed
     */
    public record Prices(BigDecimal before, BigDecimal after) {
        public Prices {
            if (before.signum() < 0 || after.signum() < 0) {
                throw new IllegalArgumentException("a price below zero: " + before + ", " + after);
            }
        }
    }

    /**
     * The change from one price to another.
     *
     * @param prices what the whole period costs before and after
     * @param rest how much of the period is left, the day of the change included
     * @param refundable the most that may come back
     */
    public static PlanChange of(
            Prices prices, Share rest, Refundable refundable, Rounding rounding) {
        BigDecimal unused = rest.of(prices.before(), rounding.scale());
        return new PlanChange(
                refundable.atMost(unused).negate(), rest.of(prices.after(), rounding.scale()));
    }

    /** What the invoice changes by. Negative: the customer gets money back. */
    public BigDecimal net() {
        return charge.add(credit);
    }
}
