package io.fluxrouter.billing.webhook;

import io.fluxrouter.billing.input.Listing;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.webhook.Delivery.Last;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The statements that read deliveries, and those that send them again. */
final class DeliveryRows {
    private static final String WANTED =
            """
             FROM webhook_delivery
            WHERE organization_id = :organizationId
                AND (CAST(:endpointId AS uuid) IS NULL OR endpoint_id = CAST(:endpointId AS uuid))
                AND (CAST(:status AS text) IS NULL OR status = CAST(:status AS text))
                AND (CAST(:eventType AS text) IS NULL OR event_type = CAST(:eventType AS text))
            """;

    private DeliveryRows() {}

    /** Newest first. */
    static Listing<Delivery> list(Handle handle, DeliveryQuery query, NumberedPage page) {
        List<Delivery> found =
                bind(
                                handle.createQuery(
                                        "SELECT *"
                                                + WANTED
                                                + "ORDER BY created_at DESC, id DESC LIMIT :size OFFSET :offset"),
                                query)
                        .bind("size", page.size())
                        .bind("offset", page.offset())
                        .map((row, context) -> read(row))
                        .list();
        long total =
                bind(handle.createQuery("SELECT count(*)" + WANTED), query).mapTo(Long.class).one();
        return new Listing<>(found, total);
    }

    private static <S extends SqlStatement<S>> S bind(S statement, DeliveryQuery query) {
        DeliveryStatus status = query.status();
        return statement
                .bind("organizationId", query.organizationId())
                .bind("endpointId", query.endpointId())
                .bind("status", status == null ? null : status.key())
                .bind("eventType", query.eventType());
    }

    static Optional<Delivery> find(Handle handle, UUID organizationId, UUID id) {
        return handle.createQuery(
                        "SELECT * FROM webhook_delivery WHERE organization_id = :organizationId AND id = :id")
                .bind("organizationId", organizationId)
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Oldest first. */
    static List<Attempt> attempts(Handle handle, UUID deliveryId) {
        return handle.createQuery(
                        "SELECT * FROM webhook_attempt WHERE delivery_id = :id ORDER BY number")
                .bind("id", deliveryId)
                .map(
                        (row, context) ->
                                new Attempt(
                                        row.getInt("number"),
                                        time(row, "at"),
                                        row.getObject("status_code", Integer.class),
                                        row.getString("error"),
                                        row.getLong("millis"),
                                        row.getString("response")))
                .list();
    }

    static byte[] body(Handle handle, UUID eventId) {
        return handle.createQuery("SELECT body FROM webhook_event WHERE id = :id")
                .bind("id", eventId)
                .mapTo(byte[].class)
                .one();
    }

    static void insert(Handle tx, Delivery delivery) {
        tx.createUpdate(
                        """
                        INSERT INTO webhook_delivery
                            (id, organization_id, event_id, event_type, endpoint_id, status, next_attempt_at, created_at)
                        VALUES (:id, :organizationId, :eventId, :eventType, :endpointId, :status, :nextAttemptAt,
                                :createdAt)
                        """)
                .bind("id", delivery.id())
                .bind("organizationId", delivery.organizationId())
                .bind("eventId", delivery.eventId())
                .bind("eventType", delivery.eventType())
                .bind("endpointId", delivery.endpointId())
                .bind("status", delivery.status().key())
                .bind("nextAttemptAt", delivery.nextAttemptAt())
                .bind("createdAt", delivery.createdAt())
                .execute();
    }

    private static final String REPLAY =
            """
            UPDATE webhook_delivery
            SET status = 'pending', failures = 0, next_attempt_at = :now, claim = NULL, claimed_until = NULL
            WHERE (claimed_until IS NULL OR claimed_until <= :now)
            """;

    /** False if it is being sent at this moment. */
    static boolean replay(Handle tx, UUID id, Instant now) {
        return tx.createUpdate(REPLAY + "AND id = :id").bind("id", id).bind("now", now).execute()
                == 1;
    }

    /** How many of an endpoint's go out again. Those that are being sent at this moment do not. */
    static int replay(Handle tx, UUID endpointId, Replay wanted, Instant now) {
        return tx.createUpdate(
                        REPLAY
                                + """
                                AND endpoint_id = :endpointId AND status = :status
                                AND (CAST(:from AS timestamptz) IS NULL OR created_at >= :from)
                                AND (CAST(:to AS timestamptz) IS NULL OR created_at < :to)
                                """)
                .bind("endpointId", endpointId)
                .bind("status", wanted.status().key())
                .bind("from", wanted.from())
                .bind("to", wanted.to())
                .bind("now", now)
                .execute();
    }

    private static Delivery read(ResultSet row) throws SQLException {
        Last last =
                new Last(
                        optionalTime(row, "last_attempt_at"),
                        row.getObject("last_status_code", Integer.class),
                        row.getString("last_error"),
                        row.getObject("last_millis", Long.class));
        return new Delivery(
                row.getObject("id", UUID.class),
                row.getObject("organization_id", UUID.class),
                row.getObject("event_id", UUID.class),
                row.getString("event_type"),
                row.getObject("endpoint_id", UUID.class),
                DeliveryStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getInt("attempts"),
                optionalTime(row, "next_attempt_at"),
                last.at() == null && last.error() == null ? null : last,
                time(row, "created_at"),
                optionalTime(row, "delivered_at"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant optionalTime(ResultSet row, String column)
            throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
