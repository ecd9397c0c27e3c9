package io.fluxrouter.billing.invoice;

import io.fluxrouter.core.invoice.Discount;
import io.fluxrouter.core.invoice.InvoiceTotals;
import io.fluxrouter.core.invoice.LineItem;
import io.fluxrouter.core.invoice.TaxRate;
import io.fluxrouter.core.rating.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines with what stands below them. Pure; what a draft, a preview and a manual invoice share.
 *
 * @param lines numbered, with their shares of discounts and taxes
 */
record Sums(List<InvoiceLine> lines, List<InvoiceTax> taxes, InvoiceAmounts amounts) {
    Sums {
        lines = List.copyOf(lines);
        taxes = List.copyOf(taxes);
    }

    /**
     * @param rates that every line is taxed at
     */
    static Sums of(
            List<InvoiceLine> lines,
            List<InvoiceDiscount> discounts,
            List<TaxRate> rates,
            Rounding rounding) {
        List<LineItem> items =
                lines.stream()
                        .map(line -> new LineItem(line.description(), line.amount(), rates))
                        .toList();
        List<Discount> off = discounts.stream().map(InvoiceDiscount::discount).toList();
        InvoiceTotals totals = InvoiceTotals.of(items, off, rounding);
        List<InvoiceLine> numbered = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            numbered.add(
                    lines.get(i)
                            .placed(
                                    i + 1,
                                    totals.lineDiscounts().get(i),
                                    totals.lineTaxes().get(i)));
        }
        BigDecimal zero = rounding.round(BigDecimal.ZERO);
        return new Sums(
                numbered,
                totals.taxes().stream()
                        .map(
                                tax ->
                                        new InvoiceTax(
                                                tax.rate().name(),
                                                tax.rate().percent(),
                                                tax.base(),
                                                tax.amount()))
                        .toList(),
                new InvoiceAmounts(
                        totals.subtotal(),
                        totals.discount(),
                        totals.tax(),
                        totals.total(),
                        zero,
                        zero,
                        zero,
                        zero));
    }
}
