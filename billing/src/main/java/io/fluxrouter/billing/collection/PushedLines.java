package io.fluxrouter.billing.collection;

import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.billing.invoice.InvoiceAmounts;
import io.fluxrouter.billing.invoice.InvoiceLine;
import io.fluxrouter.billing.payment.StripeInvoices.Item;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * An invoice as Stripe gets it: every line as it is, and one line each for discounts, tax, what has
 * paid it already, and every smaller invoice that it carries, so that the sum is what is due.
 * Amounts are in the currency's smallest unit.
 */
final class PushedLines {
    private final int digits;
    private final List<Item> items = new ArrayList<>();

    private PushedLines(int digits) {
        this.digits = digits;
    }

    static List<Item> of(Invoice invoice, List<Invoice> carried) {
        InvoiceAmounts amounts = invoice.amounts();
        PushedLines pushed = new PushedLines(amounts.total().scale());
        for (InvoiceLine line : invoice.lines()) pushed.add(line.description(), line.amount());
        pushed.add("Discounts", amounts.discount().negate());
        pushed.add("Tax", amounts.tax());
        pushed.add("Credit", amounts.creditApplied().negate());
        pushed.add("Paid already", amounts.paid().negate());
        pushed.add("Credit notes", amounts.credited().negate());
        for (Invoice small : carried) {
            pushed.add("Invoice " + small.number() + ", carried over", small.amounts().due());
        }
        return pushed.items;
    }

    /** What is due, in the smallest unit. */
    static long due(Invoice invoice) {
        return invoice.amounts().due().unscaledValue().longValueExact();
    }

    /** As {@link #due(Invoice)}, with all that it carries. */
    static long due(Invoice invoice, List<Invoice> carried) {
        return due(invoice) + carried.stream().mapToLong(PushedLines::due).sum();
    }

    private void add(String description, BigDecimal amount) {
        if (amount.signum() == 0) return;
        items.add(
                new Item(
                        items.size() + 1,
                        description,
                        amount.setScale(digits).unscaledValue().longValueExact()));
    }
}
