package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.input.Listing;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.core.invoice.InvoiceStatus;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The statements on invoices. A deleted draft is out of sight. */
final class InvoiceRows {
    private static final String SELECT = "SELECT * FROM invoice WHERE deleted_at IS NULL ";

    private static final String LISTED =
            """
            AND organization_id = :organizationId
            AND (CAST(:customerId AS uuid) IS NULL OR customer_id = CAST(:customerId AS uuid))
            AND (CAST(:subscriptionId AS uuid) IS NULL OR subscription_id = CAST(:subscriptionId AS uuid))
            AND (CAST(:status AS text) IS NULL OR status = CAST(:status AS text))
            AND (CAST(:createdFrom AS timestamptz) IS NULL OR created_at >= CAST(:createdFrom AS timestamptz))
            AND (CAST(:createdBefore AS timestamptz) IS NULL OR created_at < CAST(:createdBefore AS timestamptz))
            """;

    private InvoiceRows() {}

    /** New drafts, with their lines. */
    static void insert(Handle tx, List<Invoice> drafts) {
        if (drafts.isEmpty()) return;
        PreparedBatch batch =
                tx.prepareBatch(
                        """
                        INSERT INTO invoice (id, organization_id, customer_id, reason, subscription_id,
                            period_number, occasion, status, currency, service_from, service_until,
                            seller, billed_to, discounts, taxes, subtotal, discount, tax, total,
                            due_days, due_at, scheduled_finalize_at, memo, created_at, updated_at)
                        VALUES (:id, :organizationId, :customerId, :reason,
                            CAST(:subscriptionId AS uuid), CAST(:period AS int), :occasion, 'DRAFT',
                            :currency, CAST(:from AS timestamptz), CAST(:until AS timestamptz),
                            CAST(:seller AS jsonb), CAST(:billedTo AS jsonb),
                            CAST(:discounts AS jsonb), CAST(:taxes AS jsonb), :subtotal, :discount,
                            :tax, :total, :dueDays, CAST(:dueAt AS timestamptz),
                            CAST(:finalizeAt AS timestamptz), :memo, :createdAt, :updatedAt)
                        """);
        for (Invoice draft : drafts) {
            InvoiceSubject subject = draft.subject();
            ServiceTime service = draft.dates().service();
            bind(batch, draft)
                    .bind("organizationId", subject.organizationId())
                    .bind("reason", subject.reason().key())
                    .bind("subscriptionId", subject.subscriptionId())
                    .bind("period", subject.periodNumber())
                    .bind("occasion", subject.occasion())
                    .bind("from", service == null ? null : service.from())
                    .bind("until", service == null ? null : service.until())
                    .bind("createdAt", draft.dates().createdAt())
                    .add();
        }
        batch.execute();
        LineRows.insert(tx, drafts);
    }

    /** What drafts say now, and their lines. */
    static void updateDrafts(Handle tx, List<Invoice> drafts) {
        if (drafts.isEmpty()) return;
        PreparedBatch batch =
                tx.prepareBatch(
                        """
                        UPDATE invoice
                        SET customer_id = :customerId, currency = :currency, seller = CAST(:seller AS jsonb),
                            billed_to = CAST(:billedTo AS jsonb), discounts = CAST(:discounts AS jsonb),
                            taxes = CAST(:taxes AS jsonb), subtotal = :subtotal, discount = :discount,
                            tax = :tax, total = :total, due_days = :dueDays,
                            due_at = CAST(:dueAt AS timestamptz),
                            scheduled_finalize_at = CAST(:finalizeAt AS timestamptz), memo = :memo,
                            updated_at = :updatedAt
                        WHERE id = :id AND status = 'DRAFT'
                        """);
        for (Invoice draft : drafts) bind(batch, draft).add();
        batch.execute();
        LineRows.replace(tx, drafts);
    }

    private static PreparedBatch bind(PreparedBatch batch, Invoice invoice) {
        InvoiceAmounts amounts = invoice.amounts();
        InvoiceDates dates = invoice.dates();
        return batch.bind("id", invoice.id())
                .bind("customerId", invoice.customerId())
                .bind("currency", invoice.currency())
                .bind("seller", StoredJson.write(invoice.seller()))
                .bind("billedTo", StoredJson.write(invoice.billedTo()))
                .bind("discounts", StoredJson.writeDiscounts(invoice.discounts()))
                .bind("taxes", StoredJson.writeTaxes(invoice.taxes()))
                .bind("subtotal", amounts.subtotal())
                .bind("discount", amounts.discount())
                .bind("tax", amounts.tax())
                .bind("total", amounts.total())
                .bind("dueDays", dates.dueDays())
                .bind("dueAt", dates.dueAt())
                .bind("finalizeAt", dates.scheduledFinalizeAt())
                .bind("memo", invoice.memo())
                .bind("updatedAt", dates.updatedAt());
    }

    static Optional<Invoice> find(Handle handle, UUID id) {
        return handle.createQuery(SELECT + "AND id = :id")
                .bind("id", id)
                .map((row, context) -> read(row, LineRows.of(handle, List.of(id))))
                .findOne();
    }

    /** Keeps other moves of the invoice away until the transaction ends; NOT_FOUND for none. */
    static Invoice lock(Handle tx, UUID id) {
        tx.createQuery("SELECT id FROM invoice WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .mapTo(UUID.class)
                .findOne();
        return find(tx, id).orElseThrow(InvoiceRows::unknown);
    }

    static ApiError unknown() {
        return ApiError.of(Refusal.NOT_FOUND, "There is no such invoice.");
    }

    /** Newest first. */
    static Listing<Invoice> list(Handle handle, InvoiceQuery wanted, NumberedPage page) {
        List<UUID> ids =
                bound(
                                handle.createQuery(
                                        "SELECT id FROM invoice WHERE deleted_at IS NULL "
                                                + LISTED
                                                + """
                                                ORDER BY created_at DESC, id DESC
                                                LIMIT :limit OFFSET :offset
                                                """),
                                wanted)
                        .bind("limit", page.size())
                        .bind("offset", page.offset())
                        .mapTo(UUID.class)
                        .list();
        Map<UUID, List<InvoiceLine>> lines = LineRows.of(handle, ids);
        List<Invoice> found =
                handle.createQuery(SELECT + "AND id = ANY(:ids) ORDER BY created_at DESC, id DESC")
                        .bind("ids", ids.toArray(UUID[]::new))
                        .map((row, context) -> read(row, lines))
                        .list();
        long total =
                bound(
                                handle.createQuery(
                                        "SELECT count(*) FROM invoice WHERE deleted_at IS NULL "
                                                + LISTED),
                                wanted)
                        .mapTo(Long.class)
                        .one();
        return new Listing<>(found, total);
    }

    private static Query bound(Query query, InvoiceQuery wanted) {
        InvoiceStatus status = wanted.status();
        return query.bind("organizationId", wanted.organizationId())
                .bind("customerId", wanted.customerId())
                .bind("subscriptionId", wanted.subscriptionId())
                .bind("status", status == null ? null : status.name())
                .bind("createdFrom", wanted.createdFrom())
                .bind("createdBefore", wanted.createdBefore());
    }

    private static Invoice read(ResultSet row, Map<UUID, List<InvoiceLine>> lines)
            throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new Invoice(
                id,
                subject(row),
                InvoiceStatus.valueOf(row.getString("status")),
                row.getString("number"),
                row.getString("currency"),
                StoredJson.seller(row.getString("seller")),
                StoredJson.billedTo(row.getString("billed_to")),
                lines.getOrDefault(id, List.of()),
                StoredJson.discounts(row.getString("discounts")),
                StoredJson.taxes(row.getString("taxes")),
                amounts(row),
                dates(row),
                row.getString("memo"),
                row.getString("content_hash"),
                StoredJson.texts(row.getString("meta_data")));
    }

    private static InvoiceSubject subject(ResultSet row) throws SQLException {
        return new InvoiceSubject(
                row.getObject("organization_id", UUID.class),
                row.getObject("customer_id", UUID.class),
                InvoiceSubject.Reason.byKey(row.getString("reason")),
                row.getObject("subscription_id", UUID.class),
                row.getObject("period_number", Integer.class),
                row.getInt("occasion"));
    }

    private static InvoiceAmounts amounts(ResultSet row) throws SQLException {
        BigDecimal total = row.getBigDecimal("total");
        return new InvoiceAmounts(
                row.getBigDecimal("subtotal"),
                row.getBigDecimal("discount"),
                row.getBigDecimal("tax"),
                total,
                scaled(row.getBigDecimal("credit_applied"), total),
                scaled(row.getBigDecimal("amount_paid"), total),
                scaled(row.getBigDecimal("amount_credited"), total),
                scaled(row.getBigDecimal("amount_refunded"), total));
    }

    /** Nothing is kept as a plain 0; it has the decimals of the currency all the same. */
    private static BigDecimal scaled(BigDecimal amount, BigDecimal like) {
        return amount.scale() < like.scale() ? amount.setScale(like.scale()) : amount;
    }

    private static InvoiceDates dates(ResultSet row) throws SQLException {
        Instant from = instant(row, "service_from");
        Instant until = instant(row, "service_until");
        return new InvoiceDates(
                from == null || until == null ? null : new ServiceTime(from, until),
                row.getInt("due_days"),
                instant(row, "due_at"),
                instant(row, "scheduled_finalize_at"),
                instant(row, "finalized_at"),
                instant(row, "paid_at"),
                instant(row, "voided_at"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
