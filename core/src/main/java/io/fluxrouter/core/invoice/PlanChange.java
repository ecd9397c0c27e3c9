package io.fluxrouter.core.invoice;

import io.fluxrouter.core.period.Share;
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
     * @param oldPrice the full price of the period so far: unit price times quantity; 0 for none
     * @param newPrice the full price of the period from now on; 0 for none
     * @param rest how much of the period is left, the day of the change included
     * @param refundable the most that may come back
     */
    public static PlanChange of(
            BigDecimal oldPrice, BigDecimal newPrice, Share rest, Refundable refundable) {
        int digits = refundable.digits();
        BigDecimal unused = rest.of(oldPrice, digits);
        return new PlanChange(refundable.atMost(unused).negate(), rest.of(newPrice, digits));
    }

    /** What the invoice changes by. Negative: the customer gets money back. */
    public BigDecimal net() {
        return charge.add(credit);
    }
}
