package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.credit.CreditSpending;
import io.fluxrouter.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What pays an invoice at the moment it becomes final: first the customer's balance, which is its
 * own money, then its grants in the order they are spent. An invoice below zero adds to the
 * balance. Grants are dollars, so they pay invoices in dollars only, and whole cents of them.
 */
final class AppliedCredit {
    private static final String AUTHOR = "clock";

    private AppliedCredit() {}

    /** What would be applied now. */
    static BigDecimal preview(Handle handle, Invoice invoice, Instant now) {
        BigDecimal total = invoice.amounts().total();
        if (total.signum() <= 0) return total;
        BigDecimal balance =
                Balances.of(handle, invoice.customerId(), invoice.currency()).min(total);
        BigDecimal left = total.subtract(balance);
        if (!isDollars(invoice)) return balance.setScale(total.scale());
        BigDecimal grants =
                CreditSpending.available(handle, invoice.customerId(), now).toBigDecimal();
        return balance.add(grants.min(left)).setScale(total.scale(), RoundingMode.UNNECESSARY);
    }

    /** Applies it; the sum of what paid. Locks the customer's balance, then its spend account. */
    static BigDecimal apply(Handle tx, Invoice invoice, Instant now) {
        BigDecimal total = invoice.amounts().total();
        if (total.signum() == 0) return total;
        BigDecimal available = Balances.lock(tx, invoice.customerId(), invoice.currency());
        if (total.signum() < 0) {
            Balances.change(tx, invoice, total.negate(), null, now);
            return total;
        }
        BigDecimal balance = available.min(total).setScale(total.scale(), RoundingMode.DOWN);
        Balances.change(tx, invoice, balance.negate(), null, now);
        keep(tx, invoice, InvoicePayment.Kind.BALANCE, balance, null, now);
        BigDecimal left = total.subtract(balance);
        return isDollars(invoice) ? balance.add(fromGrants(tx, invoice, left, now)) : balance;
    }

    private static BigDecimal fromGrants(Handle tx, Invoice invoice, BigDecimal left, Instant now) {
        if (left.signum() == 0) return left;
        BigDecimal paid = BigDecimal.ZERO;
        for (CreditSpending.Part part :
                CreditSpending.pay(
                        tx,
                        invoice.customerId(),
                        Money.usd(left),
                        InvoiceBooks.reference(invoice.id()),
                        now)) {
            BigDecimal amount = part.amount().toBigDecimal();
            keep(tx, invoice, InvoicePayment.Kind.GRANT, amount, part.grantId(), now);
            paid = paid.add(amount);
        }
        return paid.setScale(left.scale(), RoundingMode.UNNECESSARY);
    }

    private static void keep(
            Handle tx,
            Invoice invoice,
            InvoicePayment.Kind kind,
            BigDecimal amount,
            @Nullable UUID grantId,
            Instant now) {
        if (amount.signum() == 0) return;
        PaymentRows.insert(
                tx,
                invoice.id(),
                new InvoicePayment(UUID.randomUUID(), kind, amount, null, AUTHOR, now),
                grantId);
    }

    private static boolean isDollars(Invoice invoice) {
        return invoice.currency().equals(InvoiceBooks.LEDGER_CURRENCY);
    }
}
