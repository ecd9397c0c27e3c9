package io.fluxrouter.billing.invoice;

import java.math.BigDecimal;

/**
 * The sums of an invoice: subtotal - discount + tax = total, and total - creditApplied - paid -
 * credited = due.
 *
 * @param creditApplied what grants and the customer's balance paid when it became final; below zero
 *     where the invoice is, and gives credit
 * @param paid money that came in for it
 * @param credited what credit notes took off what was due
 * @param refunded money that was given back; not more than was paid
 */
public record InvoiceAmounts(
        BigDecimal subtotal,
        BigDecimal discount,
        BigDecimal tax,
        BigDecimal total,
        BigDecimal creditApplied,
        BigDecimal paid,
        BigDecimal credited,
        BigDecimal refunded) {

    /** What is still to be paid; a draft below zero asks for nothing. */
    public BigDecimal due() {
        BigDecimal left = total.subtract(creditApplied).subtract(paid).subtract(credited);
        return left.signum() < 0 ? BigDecimal.ZERO.setScale(left.scale()) : left;
    }

    InvoiceAmounts withCredit(BigDecimal applied) {
        return new InvoiceAmounts(
                subtotal, discount, tax, total, applied, paid, credited, refunded);
    }

    InvoiceAmounts pay(BigDecimal amount) {
        return new InvoiceAmounts(
                subtotal,
                discount,
                tax,
                total,
                creditApplied,
                paid.add(amount),
                credited,
                refunded);
    }

    InvoiceAmounts credit(BigDecimal amount) {
        return new InvoiceAmounts(
                subtotal,
                discount,
                tax,
                total,
                creditApplied,
                paid,
                credited.add(amount),
                refunded);
    }

    InvoiceAmounts refund(BigDecimal amount) {
        return new InvoiceAmounts(
                subtotal,
                discount,
                tax,
                total,
                creditApplied,
                paid,
                credited,
                refunded.add(amount));
    }
}
