package io.fluxrouter.core.rating;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One step of the explanation of an amount: so many units of one tier at one price, and a flat fee.
 * Units may be negative in a correction.
 *
 * @param tier from 1; prices without tiers have one part, of tier 1
 * @param from where the tier begins: its units are above this
 * @param upTo the last quantity in the tier, null where it is open
 * @param units packages for a price by package, money for a percentage
 */
public record RatedPart(
        int tier,
        BigDecimal from,
        @Nullable BigDecimal upTo,
        BigDecimal units,
        BigDecimal unitPrice,
        BigDecimal flatFee) {

    /** A part of a price that has no tiers. */
    static RatedPart untiered(BigDecimal units, BigDecimal unitPrice, BigDecimal flatFee) {
        return new RatedPart(1, BigDecimal.ZERO, null, units, unitPrice, flatFee);
    }

    /** What the units cost, without the flat fee. */
    public BigDecimal usageAmount() {
        return units.multiply(unitPrice);
    }

    /** The exact amount of the part. */
    public BigDecimal amount() {
        return usageAmount().add(flatFee);
    }

    boolean isOfSameComponent(RatedPart other) {
        return tier == other.tier && unitPrice.compareTo(other.unitPrice) == 0;
    }

    RatedPart minus(RatedPart other) {
        return new RatedPart(
                tier,
                from,
                upTo,
                units.subtract(other.units),
                unitPrice,
                flatFee.subtract(other.flatFee));
    }

    RatedPart negated() {
        return new RatedPart(tier, from, upTo, units.negate(), unitPrice, flatFee.negate());
    }

    boolean isEmpty() {
        return units.signum() == 0 && flatFee.signum() == 0;
    }
}
