package io.fluxrouter.core.rating;

import java.math.BigDecimal;

/**
 * A plan's minimum for a period, of which the customer owes the days used: minimum x used / days
 * (billing.md 3.5). The usage lines are rounded before, the true-up is rounded once.
 */
public record MinimumSpend(BigDecimal minimum, long usedDays, long periodDays) {
    public MinimumSpend {
        Amounts.notNegative("minimum", minimum);
        if (periodDays <= 0 || usedDays < 0 || usedDays > periodDays) {
            throw new IllegalArgumentException(
                    "used days must be 0 to the days of the period: %d of %d"
                            .formatted(usedDays, periodDays));
        }
    }

    /** The line that lifts what was billed to the minimum; zero where it is reached. */
    public BigDecimal trueUp(BigDecimal billed, Rounding rounding) {
        BigDecimal days = BigDecimal.valueOf(periodDays);
        BigDecimal missing =
                minimum.multiply(BigDecimal.valueOf(usedDays)).subtract(billed.multiply(days));
        return Amounts.zeroIfNegative(missing).divide(days, rounding.scale(), rounding.mode());
    }
}
