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
     * A price for part of its period.
     *
     * @param price of the whole period, unit price times quantity; not negative
     * @param share what is left of that period, the day of the change included
     */
    public record Part(BigDecimal price, Share share) {
        /** Of something that is not there before, or not there after. */
        public static final Part NONE = new Part(BigDecimal.ZERO, Share.NOTHING);

        public Part {
            if (price.signum() < 0) throw new IllegalArgumentException("a price of " + price);
        }

        private BigDecimal amount(Rounding rounding) {
            return share.of(price, rounding.scale());
        }
    }

    /**
     * The change from one part to another. Both have the same share where the period stays. Where
     * the interval changes, from yearly to monthly, the new plan begins a period of its own and is
     * charged all of it.
     *
     * @param refundable the most that may come back; after an earlier change in the same period, of
     *     what that one charged
     */
    public static PlanChange of(Part unused, Part added, Refundable refundable, Rounding rounding) {
        return new PlanChange(
                refundable.atMost(unused.amount(rounding)).negate(), added.amount(rounding));
    }

    /** What the invoice changes by. Negative: the customer gets money back. */
    public BigDecimal net() {
        return charge.add(credit);
    }
}
