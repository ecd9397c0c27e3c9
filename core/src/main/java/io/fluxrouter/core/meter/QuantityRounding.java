package io.fluxrouter.core.meter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The rounding of a metered quantity before it is priced: part-used hours that are sold whole, say.
 *
 * @param mode null keeps every digit
 * @param decimals kept behind the point; negative rounds to tens (-1), hundreds (-2) and so on
 */
public record QuantityRounding(@Nullable RoundingMode mode, int decimals) {

    public static final QuantityRounding NONE = new QuantityRounding(null, 0);

    /** To the nearest; a half goes away from zero. */
    public static QuantityRounding nearest(int decimals) {
        return new QuantityRounding(RoundingMode.HALF_UP, decimals);
    }

    /** Up, towards positive infinity: -1.5 becomes -1. */
    public static QuantityRounding up(int decimals) {
        return new QuantityRounding(RoundingMode.CEILING, decimals);
    }

    /** Down, towards negative infinity: -1.5 becomes -2. */
    public static QuantityRounding down(int decimals) {
        return new QuantityRounding(RoundingMode.FLOOR, decimals);
    }

    public BigDecimal apply(BigDecimal quantity) {
        return mode == null ? quantity : quantity.setScale(decimals, mode);
    }
}
