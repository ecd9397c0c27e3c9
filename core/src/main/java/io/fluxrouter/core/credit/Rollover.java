package io.fluxrouter.core.credit;

import java.math.BigDecimal;

/**
 * What stays of a grant when its period starts afresh: its balance, held between two bounds, less
 * the overage where that is kept (OpenMeter's reset). No roll-over at all is from 0 to 0; a grant
 * that is always full again has both bounds at its amount.
 *
 * @param least what the balance is raised to
 * @param most what the balance is cut to; wins where it is less than the other
 * @param keepsOverage use above the grant is taken off the new balance, instead of being billed
 */
public record Rollover(BigDecimal least, BigDecimal most, boolean keepsOverage) {
    public Rollover {
        if (least.signum() < 0 || most.signum() < 0) {
            throw new IllegalArgumentException("a roll-over from " + least + " to " + most);
        }
    }

    /**
     * A grant after its reset.
     *
     * @param balance never negative
     * @param overage what even the new balance did not cover
     */
    public record Reset(BigDecimal balance, BigDecimal overage) {}

    public Reset reset(BigDecimal granted, BigDecimal used) {
        BigDecimal left = granted.subtract(used).max(BigDecimal.ZERO);
        BigDecimal rolled = left.max(least).min(most);
        if (!keepsOverage) return new Reset(rolled, BigDecimal.ZERO);
        BigDecimal overage = used.subtract(granted).max(BigDecimal.ZERO);
        BigDecimal taken = overage.min(rolled);
        return new Reset(rolled.subtract(taken), overage.subtract(taken));
    }
}
