package io.fluxrouter.core.invoice;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * An amount on an invoice, with what it is for. Negative for a correction or for money back.
 *
 * @param amount rounded to the currency
 * @param taxes none for what is not taxed
 */
public record InvoiceLine(String description, BigDecimal amount, List<TaxRate> taxes) {
    public InvoiceLine {
        taxes = List.copyOf(taxes);
    }

    /**
     * The line of an exact amount: this is where it is rounded, half up (away from zero), the only
     * time (DESIGN 3).
     *
     * @param digits decimals of the currency
     */
    public static InvoiceLine rounded(
            String description, BigDecimal exact, int digits, List<TaxRate> taxes) {
        return new InvoiceLine(description, exact.setScale(digits, RoundingMode.HALF_UP), taxes);
    }
}
