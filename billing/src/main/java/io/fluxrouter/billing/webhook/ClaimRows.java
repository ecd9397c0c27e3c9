package io.fluxrouter.billing.webhook;

import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.billing.webhook.Claimed.Target;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The statements of the worker: taking what is due, and storing what came of it. */
final class ClaimRows {
    private ClaimRows() {}

    /**
     * Takes deliveries that are due, those that wait longest first, and at most so many of each
     * endpoint as have room. Nodes that ask at once get different ones; one whose claim ran out is
     * due again.
     *
     * @param sending how many of each endpoint this node is sending already
     */
    static List<Claimed> take(
            Handle tx, Instant now, SendLimits limits, Map<UUID, Integer> sending, int room) {
        return tx.createQuery(
                        """
                        WITH due AS (
                            SELECT d.id FROM webhook_endpoint e
                            LEFT JOIN unnest(:busy, :counts) AS sending (endpoint_id, number)
                                ON sending.endpoint_id = e.id
                            CROSS JOIN LATERAL (
                                SELECT id, next_attempt_at FROM webhook_delivery
                                WHERE endpoint_id = e.id AND status = 'pending' AND next_attempt_at <= :now
                                    AND (claimed_until IS NULL OR claimed_until <= :now)
                                ORDER BY next_attempt_at
                                LIMIT greatest(0, :perEndpoint - coalesce(sending.number, 0))
                                FOR UPDATE SKIP LOCKED) d
                            WHERE e.status = 'enabled' AND e.deleted_at IS NULL
                            ORDER BY d.next_attempt_at LIMIT :room
                        )
                        UPDATE webhook_delivery d SET claim = :claim, claimed_until = :until
                        FROM due, webhook_endpoint e, webhook_event v
                        WHERE d.id = due.id AND e.id = d.endpoint_id AND v.id = d.event_id
                        RETURNING d.id, d.claim, d.attempts, d.failures, d.event_id, d.event_type, v.body,
                            e.id AS endpoint_id, e.url, e.secret, e.previous_secret, e.previous_secret_until
                        """)
                .bind("busy", SqlArray.uuids(sending.keySet()))
                .bind("counts", SqlArray.bigints(longs(sending.values())))
                .bind("perEndpoint", limits.perEndpoint())
                .bind("room", room)
                .bind("now", now)
                .bind("claim", UUID.randomUUID())
                .bind("until", now.plus(limits.claim()))
                .map((row, context) -> read(row))
                .list();
    }

    private static List<Long> longs(Collection<Integer> counts) {
        return counts.stream().map(Integer::longValue).toList();
    }

    /** Stores results, of those deliveries alone that are still claimed as they were. */
    static void mark(Handle tx, List<SendResult> results) {
        PreparedBatch batch =
                tx.prepareBatch(
                        """
                        WITH marked AS (
                            UPDATE webhook_delivery
                            SET status = :status, attempts = attempts + 1, failures = :failures,
                                next_attempt_at = :next, claim = NULL, claimed_until = NULL,
                                last_attempt_at = :at, last_status_code = :statusCode, last_error = :error,
                                last_millis = :millis,
                                delivered_at = CASE WHEN :status = 'delivered' THEN :at ELSE delivered_at END
                            WHERE id = :id AND claim = :claim
                            RETURNING id, attempts
                        )
                        INSERT INTO webhook_attempt (delivery_id, number, at, status_code, error, millis, response)
                        SELECT id, attempts, CAST(:at AS timestamptz), CAST(:statusCode AS int), CAST(:error AS text),
                               :millis, CAST(:response AS text)
                        FROM marked
                        """);
        for (SendResult result : results) {
            Claimed delivery = result.delivery();
            batch.bind("id", delivery.id())
                    .bind("claim", delivery.claim())
                    .bind("status", result.status().key())
                    .bind("failures", delivery.failures() + (result.arrived() ? 0 : 1))
                    .bind("next", result.next().orElse(null))
                    .bind("at", result.at())
                    .bind("statusCode", result.statusCode())
                    .bind("error", result.error())
                    .bind("millis", result.took().toMillis())
                    .bind("response", result.response())
                    .add();
        }
        batch.execute();
    }

    /** How many deliveries wait for an attempt, now or later. */
    static long waiting(Handle handle) {
        return handle.createQuery("SELECT count(*) FROM webhook_delivery WHERE status = 'pending'")
                .mapTo(Long.class)
                .one();
    }

    private static Claimed read(ResultSet row) throws SQLException {
        OffsetDateTime until = row.getObject("previous_secret_until", OffsetDateTime.class);
        return new Claimed(
                row.getObject("id", UUID.class),
                row.getObject("claim", UUID.class),
                row.getInt("attempts") + 1,
                row.getInt("failures"),
                row.getObject("event_id", UUID.class),
                row.getString("event_type"),
                row.getBytes("body"),
                new Target(
                        row.getObject("endpoint_id", UUID.class),
                        row.getString("url"),
                        row.getBytes("secret"),
                        row.getBytes("previous_secret"),
                        Optional.ofNullable(until).map(OffsetDateTime::toInstant).orElse(null)));
    }
}
