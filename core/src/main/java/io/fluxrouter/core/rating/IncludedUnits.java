package io.fluxrouter.core.rating;

import java.math.BigDecimal;

/**
 * Units of a period that the plan's fee pays for; what is above is billed natively (DESIGN 8). They
 * are used up in order of usage (billing.md 3.5).
 */
public record IncludedUnits(BigDecimal units) {
    public static final IncludedUnits NONE = new IncludedUnits(BigDecimal.ZERO);

    public IncludedUnits {
        Amounts.notNegative("included units", units);
    }

    /**
     * How much of a period's total is billed. A negative total is billed as it is where none are.
     */
    public BigDecimal billable(BigDecimal total) {
        return units.signum() == 0 ? total : Amounts.zeroIfNegative(total.subtract(units));
    }

    /** How much of a further quantity is billed, after what was used before it. */
    public BigDecimal billable(BigDecimal prior, BigDecimal quantity) {
        return billable(prior.add(quantity)).subtract(billable(prior));
    }
}
