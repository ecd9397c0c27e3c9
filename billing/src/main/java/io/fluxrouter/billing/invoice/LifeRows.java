package io.fluxrouter.billing.invoice;

import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The statements on what becomes of an invoice. */
final class LifeRows {
    private LifeRows() {}

    /** A draft becomes final. */
    static void issue(Handle tx, Invoice invoice, int year, long sequence) {
        InvoiceDates dates = invoice.dates();
        tx.createUpdate(
                        """
                        UPDATE invoice
                        SET status = 'OPEN', number = :number, number_year = :year,
                            number_sequence = :sequence, credit_applied = :credit, due_at = :dueAt,
                            finalized_at = :finalizedAt, content_hash = :hash, updated_at = :finalizedAt
                        WHERE id = :id AND status = 'DRAFT'
                        """)
                .bind("id", invoice.id())
                .bind("number", invoice.number())
                .bind("year", year)
                .bind("sequence", sequence)
                .bind("credit", invoice.amounts().creditApplied())
                .bind("dueAt", dates.dueAt())
                .bind("finalizedAt", dates.finalizedAt())
                .bind("hash", invoice.contentHash())
                .execute();
    }

    /** Status, notes and what was paid, of a final invoice. */
    static void update(Handle tx, Invoice invoice) {
        InvoiceAmounts amounts = invoice.amounts();
        InvoiceDates dates = invoice.dates();
        tx.createUpdate(
                        """
                        UPDATE invoice
                        SET status = :status, amount_paid = :paid, amount_credited = :credited,
                            amount_refunded = :refunded, paid_at = CAST(:paidAt AS timestamptz),
                            voided_at = CAST(:voidedAt AS timestamptz),
                            meta_data = CAST(:metaData AS jsonb), updated_at = :updatedAt
                        WHERE id = :id
                        """)
                .bind("id", invoice.id())
                .bind("status", invoice.status().name())
                .bind("paid", amounts.paid())
                .bind("credited", amounts.credited())
                .bind("refunded", amounts.refunded())
                .bind("paidAt", dates.paidAt())
                .bind("voidedAt", dates.voidedAt())
                .bind("metaData", StoredJson.writeTexts(invoice.metaData()))
                .bind("updatedAt", dates.updatedAt())
                .execute();
    }

    /** Out of sight; its place stays taken. */
    static void delete(Handle tx, UUID id, Instant now) {
        tx.execute(
                "UPDATE invoice SET deleted_at = ?, updated_at = ? WHERE id = ? AND status = 'DRAFT'",
                now,
                now,
                id);
    }
}
