package io.fluxrouter.core.invoice;

import io.fluxrouter.core.rating.Rounding;
import java.math.BigDecimal;
import java.util.List;

/**
 * An amount on an invoice, with what it is for. Negative for a correction or for money back.
 *
 * @param amount rounded to the currency
 * @param taxes none for what is not taxed
 */
public record LineItem(String description, BigDecimal amount, List<TaxRate> taxes) {
    public LineItem {
        taxes = List.copyOf(taxes);
    }

    /** The line of an exact amount: this is where it is rounded, the only time (DESIGN 3). */
    public static LineItem rounded(
            String description, BigDecimal exact, Rounding rounding, List<TaxRate> taxes) {
        return new LineItem(description, rounding.round(exact), taxes);
    }
}
