package io.fluxrouter.billing.invoice;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What invoices below zero, credit notes and void invoices left to customers, by currency. It pays
 * the next invoices of that currency before anything else does.
 */
final class Balances {
    private Balances() {}

    static BigDecimal of(Handle handle, UUID customerId, String currency) {
        return handle.createQuery(
                        """
                        SELECT balance FROM customer_balance
                        WHERE customer_id = :customer AND currency = :currency
                        """)
                .bind("customer", customerId)
                .bind("currency", currency)
                .mapTo(BigDecimal.class)
                .findOne()
                .orElse(BigDecimal.ZERO);
    }

    /** As {@link #of}, and keeps others away until the transaction ends. */
    static BigDecimal lock(Handle tx, UUID customerId, String currency) {
        tx.execute(
                """
                INSERT INTO customer_balance (customer_id, currency, balance) VALUES (?, ?, 0)
                ON CONFLICT DO NOTHING
                """,
                customerId,
                currency);
        return tx.createQuery(
                        """
                        SELECT balance FROM customer_balance
                        WHERE customer_id = :customer AND currency = :currency FOR UPDATE
                        """)
                .bind("customer", customerId)
                .bind("currency", currency)
                .mapTo(BigDecimal.class)
                .one();
    }

    /** Adds to a balance that is locked, or takes from it. */
    static void change(
            Handle tx,
            Invoice invoice,
            BigDecimal amount,
            @Nullable UUID creditNoteId,
            Instant now) {
        if (amount.signum() == 0) return;
        tx.createUpdate(
                        """
                        WITH entry AS (
                            INSERT INTO customer_balance_entry
                                (customer_id, currency, amount, invoice_id, credit_note_id, at)
                            VALUES (:customer, :currency, :amount, :invoice, CAST(:note AS uuid), :now))
                        UPDATE customer_balance SET balance = balance + :amount
                        WHERE customer_id = :customer AND currency = :currency
                        """)
                .bind("customer", invoice.customerId())
                .bind("currency", invoice.currency())
                .bind("amount", amount)
                .bind("invoice", invoice.id())
                .bind("note", creditNoteId)
                .bind("now", now)
                .execute();
    }
}
