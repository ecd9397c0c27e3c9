package io.fluxrouter.core.rating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/**
 * To how many decimals, and how, an amount is rounded: once for each invoice line, after
 * aggregation and pricing, half away from zero (billing.md 3.2, DESIGN 3).
 *
 * @param scale decimals of the major unit; 2 for dollars, 0 for yen, 0 where amounts are in cents
 */
public record Rounding(int scale, RoundingMode mode) {

    private static final int SCALE_MAX = 30;

    /** For amounts that are counted in the currency's minor unit already. */
    public static final Rounding WHOLE = new Rounding(0, RoundingMode.HALF_UP);

    public Rounding {
        if (scale < 0 || scale > SCALE_MAX) {
            throw new IllegalArgumentException("scale must be 0 to 30: " + scale);
        }
    }

    /** To the minor unit of an ISO 4217 currency; throws for a code that is none. */
    public static Rounding toMinorUnit(String currencyCode) {
        int digits = known(currencyCode).getDefaultFractionDigits();
        if (digits < 0) {
            throw new IllegalArgumentException("currency without a minor unit: " + currencyCode);
        }
        return new Rounding(digits, RoundingMode.HALF_UP);
    }

    public BigDecimal round(BigDecimal amount) {
        return amount.setScale(scale, mode);
    }

    /** A percentage of an amount, rounded: a tax, a discount. */
    public BigDecimal percentOf(BigDecimal percent, BigDecimal amount) {
        return round(amount.multiply(percent).movePointLeft(2));
    }

    /** The subtotal: each line is rounded, then they are added (billing.md 3.2). */
    public BigDecimal sumOfRounded(List<BigDecimal> lines) {
        return lines.stream().map(this::round).reduce(round(BigDecimal.ZERO), BigDecimal::add);
    }

    private static Currency known(String code) {
        try {
            return Currency.getInstance(code.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("not an ISO 4217 currency: " + code, unknown);
        }
    }
}
