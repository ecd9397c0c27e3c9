package io.fluxrouter.billing.event;

import io.fluxrouter.billing.event.Correction.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The statements on corrections. */
final class CorrectionRows {
    private CorrectionRows() {}

    /** False if the event was corrected before, which changes nothing. */
    static boolean insert(Handle tx, StoredEvent event, Correction correction) {
        return tx.createUpdate(
                                """
                                INSERT INTO meter_event_correction (event_id, occurred_at, customer_id, name, kind,
                                    replaced_by, reason, corrected_at)
                                VALUES (:id, :occurredAt, :customer, :name, :kind, :replacedBy, :reason, :now)
                                ON CONFLICT (event_id) DO NOTHING
                                """)
                        .bind("id", event.id())
                        .bind("occurredAt", event.event().occurredAt())
                        .bind("customer", event.customerId())
                        .bind("name", event.event().name())
                        .bind("kind", correction.kind().name().toLowerCase(Locale.ROOT))
                        .bind("replacedBy", correction.replacedBy())
                        .bind("reason", correction.reason())
                        .bind("now", correction.correctedAt())
                        .execute()
                == 1;
    }

    static Optional<Correction> find(Handle handle, UUID eventId) {
        return handle.createQuery(
                        """
                        SELECT event_id, kind, replaced_by, backfill_id, reason, corrected_at
                        FROM meter_event_correction WHERE event_id = :id
                        """)
                .bind("id", eventId)
                .map((row, context) -> read(row))
                .findOne();
    }

    private static Correction read(ResultSet row) throws SQLException {
        return new Correction(
                row.getObject("event_id", UUID.class),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getObject("replaced_by", UUID.class),
                row.getObject("backfill_id", UUID.class),
                row.getString("reason"),
                row.getObject("corrected_at", OffsetDateTime.class).toInstant());
    }

    static void insert(Handle tx, UUID id, NewBackfill wanted, Instant now) {
        tx.createUpdate(
                        """
                        INSERT INTO meter_backfill (id, customer_id, name, from_at, to_at, retired, stored,
                            reason, created_at)
                        SELECT :id, :customer, :name, :from, :to, count(*), :stored, :reason, :now
                        FROM meter_event e
                        WHERE customer_id = :customer AND name = :name
                          AND occurred_at >= :from AND occurred_at < :to
                          AND NOT EXISTS (SELECT FROM meter_event_correction c WHERE c.event_id = e.id)
                        """)
                .bind("id", id)
                .bind("customer", wanted.customerId())
                .bind("name", wanted.name())
                .bind("from", wanted.from())
                .bind("to", wanted.to())
                .bind("stored", wanted.events().size())
                .bind("reason", wanted.reason())
                .bind("now", now)
                .execute();
    }

    /** Retires every event that counts in the backfill's interval; how many. */
    static int retire(Handle tx, UUID backfillId) {
        return tx.createUpdate(
                        """
                        INSERT INTO meter_event_correction (event_id, occurred_at, customer_id, name, kind,
                            backfill_id, reason, corrected_at)
                        SELECT e.id, e.occurred_at, e.customer_id, e.name, 'backfilled', b.id, b.reason,
                               b.created_at
                        FROM meter_backfill b
                        JOIN meter_event e ON e.customer_id = b.customer_id AND e.name = b.name
                         AND e.occurred_at >= b.from_at AND e.occurred_at < b.to_at
                        WHERE b.id = :id
                          AND NOT EXISTS (SELECT FROM meter_event_correction c WHERE c.event_id = e.id)
                        ON CONFLICT (event_id) DO NOTHING
                        """)
                .bind("id", backfillId)
                .execute();
    }
}
