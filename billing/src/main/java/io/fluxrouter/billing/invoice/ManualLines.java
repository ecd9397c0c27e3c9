package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.invoice.NewInvoice.NewLine;
import io.fluxrouter.core.rating.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks the lines that people write, and prices them: quantity times price, exactly, rounded once.
 */
final class ManualLines {
    private static final int MOST_LINES = 500;
    private static final int MOST_DIGITS = 12;

    /** More than all tokens that anybody counts. */
    private static final int QUANTITY_POWER = 18;

    private static final int PRICE_POWER = 12;

    /** Of dollars, which the ledger counts in nano-dollars: several such invoices fit into it. */
    private static final BigDecimal MOST_DOLLARS = BigDecimal.TEN.pow(9);

    private static final BigDecimal MOST_OF_OTHERS = BigDecimal.TEN.pow(12);

    private ManualLines() {}

    static List<InvoiceLine> of(List<NewLine> wanted, String currency) {
        if (wanted.isEmpty() || wanted.size() > MOST_LINES) {
            throw Fields.invalid("line_items must be 1 to " + MOST_LINES + ".", "line_items");
        }
        Rounding rounding = Rounding.toMinorUnit(currency);
        List<InvoiceLine> lines = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            lines.add(line(wanted.get(i), "line_items[" + i + "].", rounding));
            requireBookable(lines.getLast().amount(), currency, "line_items[" + i + "].quantity");
        }
        return lines;
    }

    /** Refuses an amount that the books of its currency could not hold. */
    static void requireBookable(BigDecimal amount, String currency, String where) {
        boolean dollars = currency.equals(InvoiceBooks.LEDGER_CURRENCY);
        if (amount.abs().compareTo(dollars ? MOST_DOLLARS : MOST_OF_OTHERS) <= 0) return;
        throw Fields.invalid(
                "A line and the whole invoice may come to 1e9 in USD and 1e12 in other currencies;"
                        + " this comes to "
                        + amount.toPlainString()
                        + ".",
                where);
    }

    private static InvoiceLine line(NewLine wanted, String where, Rounding rounding) {
        BigDecimal quantity = bounded(wanted.quantity(), QUANTITY_POWER, where + "quantity");
        BigDecimal price = bounded(wanted.unitAmount(), PRICE_POWER, where + "unit_amount");
        if (quantity.signum() < 0) {
            throw Fields.invalid(where + "quantity must not be below 0.", where + "quantity");
        }
        return InvoiceLine.unplaced(
                InvoiceLine.Kind.MANUAL,
                Fields.text(wanted.description(), where + "description"),
                quantity,
                Optional.of(price),
                rounding.round(quantity.multiply(price)),
                null,
                Optional.empty(),
                Optional.empty());
    }

    private static BigDecimal bounded(BigDecimal value, int power, String where) {
        // In this order: a number like 1e999999999 must be refused before it is written out.
        if (value.abs().compareTo(BigDecimal.TEN.pow(power)) > 0 || value.scale() > MOST_DIGITS) {
            throw Fields.invalid(
                    where + " must be at most 1e" + power + ", with at most 12 decimals.", where);
        }
        return value;
    }
}
