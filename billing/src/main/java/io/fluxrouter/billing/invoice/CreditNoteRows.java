package io.fluxrouter.billing.invoice;

import io.fluxrouter.core.invoice.CreditNote;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The statements on credit notes. */
final class CreditNoteRows {
    private CreditNoteRows() {}

    /** What all notes of an invoice took back. */
    record Given(BigDecimal subtotal, BigDecimal tax) {}

    static Given given(Handle handle, UUID invoiceId) {
        return handle.createQuery(
                        """
                        SELECT coalesce(sum(subtotal), 0), coalesce(sum(tax), 0) FROM credit_note
                        WHERE invoice_id = :invoice
                        """)
                .bind("invoice", invoiceId)
                .map((row, context) -> new Given(row.getBigDecimal(1), row.getBigDecimal(2)))
                .one();
    }

    static void insert(Handle tx, UUID organizationId, IssuedCreditNote note) {
        tx.createUpdate(
                        """
                        INSERT INTO credit_note (id, organization_id, invoice_id, number, subtotal, tax, total,
                            to_due, to_balance, to_refund, reason, author, created_at)
                        VALUES (:id, :organization, :invoice, :number, :subtotal, :tax, :total, :toDue,
                            :toBalance, :toRefund, :reason, :author, :createdAt)
                        """)
                .bind("id", note.id())
                .bind("organization", organizationId)
                .bind("invoice", note.invoiceId())
                .bind("number", note.number())
                .bind("subtotal", note.note().subtotal())
                .bind("tax", note.note().tax())
                .bind("total", note.note().total())
                .bind("toDue", note.toDue())
                .bind("toBalance", note.toBalance())
                .bind("toRefund", note.toRefund())
                .bind("reason", note.reason())
                .bind("author", note.author())
                .bind("createdAt", note.createdAt())
                .execute();
    }

    /** Oldest first. */
    static List<IssuedCreditNote> of(Handle handle, UUID invoiceId) {
        return handle.createQuery(
                        """
                        SELECT * FROM credit_note WHERE invoice_id = :invoice
                        ORDER BY created_at, number
                        """)
                .bind("invoice", invoiceId)
                .map(
                        (row, context) ->
                                new IssuedCreditNote(
                                        row.getObject("id", UUID.class),
                                        invoiceId,
                                        row.getString("number"),
                                        new CreditNote(
                                                row.getBigDecimal("subtotal"),
                                                row.getBigDecimal("tax")),
                                        row.getBigDecimal("to_due"),
                                        row.getBigDecimal("to_balance"),
                                        row.getBigDecimal("to_refund"),
                                        row.getString("reason"),
                                        row.getString("author"),
                                        row.getObject("created_at", OffsetDateTime.class)
                                                .toInstant()))
                .list();
    }
}
