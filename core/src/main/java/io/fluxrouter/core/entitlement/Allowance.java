package io.fluxrouter.core.entitlement;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How the use of a feature in a period stands against its limit. Remaining and overage are never
 * both above zero, and never negative.
 *
 * @param limit null for no limit
 * @param used may be negative after corrections; more than the limit then remains
 */
public record Allowance(@Nullable BigDecimal limit, BigDecimal used) {

    /** Of what nothing is counted. */
    public static final Allowance UNCOUNTED = new Allowance(null, BigDecimal.ZERO);

    /** What is left below the limit; null for no limit. */
    public @Nullable BigDecimal remaining() {
        return limit == null ? null : limit.subtract(used).max(BigDecimal.ZERO);
    }

    /** What was used above the limit. */
    public BigDecimal overage() {
        return limit == null ? BigDecimal.ZERO : used.subtract(limit).max(BigDecimal.ZERO);
    }

    Allowance plus(BigDecimal more) {
        return new Allowance(limit, used.add(more));
    }
}
