package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.database.SqlArray;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The statements on lines. */
final class LineRows {
    private LineRows() {}

    /** Puts the lines of these drafts in the place of those they have. */
    static void replace(Handle tx, List<Invoice> drafts) {
        tx.createUpdate("DELETE FROM invoice_line WHERE invoice_id = ANY(:ids)")
                .bind("ids", SqlArray.uuids(drafts.stream().map(Invoice::id).toList()))
                .execute();
        insert(tx, drafts);
    }

    /** The lines of new drafts. */
    static void insert(Handle tx, List<Invoice> drafts) {
        if (drafts.stream().allMatch(draft -> draft.lines().isEmpty())) return;
        PreparedBatch batch =
                tx.prepareBatch(
                        """
                        INSERT INTO invoice_line (invoice_id, position, kind, description, quantity,
                            unit_amount, amount, discount, tax, charge_id, meter_id, dimensions, rating,
                            service_from, service_until, events, event_mark, adjusts_period, adjusts_kind)
                        VALUES (:invoiceId, :position, :kind, :description, :quantity,
                            CAST(:unitAmount AS numeric), :amount, :discount, :tax, CAST(:chargeId AS uuid),
                            CAST(:meterId AS uuid), CAST(:dimensions AS jsonb), CAST(:rating AS jsonb),
                            CAST(:from AS timestamptz), CAST(:until AS timestamptz), CAST(:events AS bigint),
                            CAST(:mark AS bigint), CAST(:adjustsPeriod AS int), :adjustsKind)
                        """);
        for (Invoice draft : drafts) {
            for (InvoiceLine line : draft.lines()) bind(batch, draft.id(), line);
        }
        batch.execute();
    }

    private static void bind(PreparedBatch batch, UUID invoiceId, InvoiceLine line) {
        LineUsage usage = line.usage().orElse(null);
        ServiceTime service = line.service().orElse(null);
        LineUsage.Adjusts adjusts = usage == null ? null : usage.adjusts();
        batch.bind("invoiceId", invoiceId)
                .bind("position", line.position())
                .bind("kind", line.kind().key())
                .bind("description", line.description())
                .bind("quantity", line.quantity())
                .bind("unitAmount", line.unitAmount().orElse(null))
                .bind("amount", line.amount())
                .bind("discount", line.discount())
                .bind("tax", line.tax())
                .bind("chargeId", line.chargeId())
                .bind("meterId", usage == null ? null : usage.meterId())
                .bind(
                        "dimensions",
                        StoredJson.writeTexts(usage == null ? Map.of() : usage.dimensions()))
                .bind(
                        "rating",
                        line.rating()
                                .map(rating -> RatingJson.write(rating).toString())
                                .orElse(null))
                .bind("from", service == null ? null : service.from())
                .bind("until", service == null ? null : service.until())
                .bind("events", usage == null ? null : usage.events())
                .bind("mark", usage == null ? null : usage.mark())
                .bind("adjustsPeriod", adjusts == null ? null : adjusts.periodNumber())
                .bind("adjustsKind", adjusts == null ? null : adjusts.kind().key())
                .add();
    }

    /** The lines of each invoice, in order; an invoice without lines is left out. */
    static Map<UUID, List<InvoiceLine>> of(Handle handle, Collection<UUID> invoiceIds) {
        Map<UUID, List<InvoiceLine>> lines = new HashMap<>();
        if (invoiceIds.isEmpty()) return lines;
        handle.createQuery(
                        """
                        SELECT * FROM invoice_line WHERE invoice_id = ANY(:ids)
                        ORDER BY invoice_id, position
                        """)
                .bind("ids", SqlArray.uuids(invoiceIds))
                .map(
                        (row, context) ->
                                Map.entry(row.getObject("invoice_id", UUID.class), read(row)))
                .forEach(
                        line ->
                                lines.computeIfAbsent(line.getKey(), id -> new ArrayList<>())
                                        .add(line.getValue()));
        return lines;
    }

    static InvoiceLine read(ResultSet row) throws SQLException {
        Instant from = instant(row, "service_from");
        Instant until = instant(row, "service_until");
        return new InvoiceLine(
                row.getInt("position"),
                InvoiceLine.Kind.byKey(row.getString("kind")),
                row.getString("description"),
                row.getBigDecimal("quantity"),
                Optional.ofNullable(row.getBigDecimal("unit_amount")),
                row.getBigDecimal("amount"),
                row.getBigDecimal("discount"),
                row.getBigDecimal("tax"),
                row.getObject("charge_id", UUID.class),
                usage(row),
                from == null || until == null
                        ? Optional.empty()
                        : Optional.of(new ServiceTime(from, until)));
    }

    private static Optional<LineUsage> usage(ResultSet row) throws SQLException {
        long events = row.getLong("events");
        if (row.wasNull()) return Optional.empty();
        String rating = row.getString("rating");
        String adjustsKind = row.getString("adjusts_kind");
        return Optional.of(
                new LineUsage(
                        row.getObject("meter_id", UUID.class),
                        StoredJson.texts(row.getString("dimensions")),
                        Optional.ofNullable(rating).map(RatingJson::read),
                        events,
                        row.getLong("event_mark"),
                        adjustsKind == null
                                ? null
                                : new LineUsage.Adjusts(
                                        row.getInt("adjusts_period"),
                                        InvoiceLine.Kind.byKey(adjustsKind))));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
