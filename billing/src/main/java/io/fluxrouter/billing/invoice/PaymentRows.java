package io.fluxrouter.billing.invoice;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The statements on what paid invoices. */
final class PaymentRows {
    private PaymentRows() {}

    /**
     * @param grantId of a payment by a grant; null for others
     */
    static void insert(Handle tx, UUID invoiceId, InvoicePayment payment, @Nullable UUID grantId) {
        tx.createUpdate(
                        """
                        INSERT INTO invoice_payment (id, invoice_id, kind, amount, grant_id, note, author, at)
                        VALUES (:id, :invoice, :kind, :amount, CAST(:grant AS uuid), :note, :author, :at)
                        """)
                .bind("id", payment.id())
                .bind("invoice", invoiceId)
                .bind("kind", payment.kind().key())
                .bind("amount", payment.amount())
                .bind("grant", grantId)
                .bind("note", payment.note())
                .bind("author", payment.author())
                .bind("at", payment.at())
                .execute();
    }

    /** Oldest first. */
    static List<InvoicePayment> of(Handle handle, UUID invoiceId) {
        return handle.createQuery(
                        "SELECT * FROM invoice_payment WHERE invoice_id = :invoice ORDER BY position")
                .bind("invoice", invoiceId)
                .map(
                        (row, context) ->
                                new InvoicePayment(
                                        row.getObject("id", UUID.class),
                                        InvoicePayment.Kind.byKey(row.getString("kind")),
                                        row.getBigDecimal("amount"),
                                        row.getString("note"),
                                        row.getString("author"),
                                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
