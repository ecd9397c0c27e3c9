package io.fluxrouter.core.invoice;

import io.fluxrouter.core.rating.Rounding;
import java.math.BigDecimal;

/**
 * A tax by its name and rate. Lines with an equal rate are taxed together.
 *
 * @param percent 19 for 19 %; not negative
 */
public record TaxRate(String name, BigDecimal percent) {
    public TaxRate {
        if (percent.signum() < 0) throw new IllegalArgumentException("a tax of " + percent + " %");
        percent = percent.stripTrailingZeros();
    }

    /** The tax on an amount, all its digits. */
    public BigDecimal exactOn(BigDecimal base) {
        return base.multiply(percent).movePointLeft(2);
    }

    /** The tax on an amount, rounded. */
    public BigDecimal on(BigDecimal base, Rounding rounding) {
        return rounding.percentOf(percent, base);
    }
}
