package io.fluxrouter.billing.event;

import io.fluxrouter.billing.database.BinaryCopy;
import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.core.meter.EventKey;
import io.fluxrouter.core.meter.MeterEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The statements on events. */
final class EventRows {
    private static final String COPY =
            """
            COPY meter_event (id, occurred_at, customer_id, name, properties, source, key, customer, time_stated,
                meter_id, stored_at)
            FROM STDIN (FORMAT binary)
            """;
    private static final int COLUMNS = 11;

    static final String SELECT =
            """
            SELECT e.id, e.occurred_at, e.customer_id, e.name, e.properties::text AS properties, e.source, e.key,
                e.customer, e.time_stated, e.meter_id, e.stored_at, e.arrival
            FROM meter_event e
            """;

    private EventRows() {}

    /** The one statement whose size is the batch's. */
    static void insert(Handle tx, Collection<StoredEvent> events) throws SQLException {
        if (events.isEmpty()) return;
        var rows = new BinaryCopy();
        for (StoredEvent event : events) write(rows, event);
        rows.send(tx, COPY);
    }

    private static void write(BinaryCopy rows, StoredEvent stored) {
        MeterEvent event = stored.event();
        rows.row(COLUMNS);
        rows.uuid(stored.id());
        rows.instant(event.occurredAt());
        rows.uuid(stored.customerId());
        rows.text(event.name());
        rows.jsonb(PropertyJson.write(event.properties()));
        rows.text(event.key().source());
        rows.text(event.key().id());
        rows.text(event.customer());
        rows.bool(event.timeStated());
        rows.nullableUuid(stored.meterId());
        rows.instant(stored.storedAt());
    }

    /** Remembers that there are events of these names. */
    static void insertNames(Handle tx, Set<String> names, Instant now) {
        if (names.isEmpty()) return;
        tx.createUpdate(
                        """
                        INSERT INTO meter_event_name (name, stored_at)
                        SELECT name, :now FROM unnest(:names) AS name ORDER BY name
                        ON CONFLICT DO NOTHING
                        """)
                .bind("names", SqlArray.texts(names))
                .bind("now", now)
                .execute();
    }

    /** The events that marks point at. */
    static List<StoredEvent> find(Handle handle, Collection<Mark> marks) {
        return handle.createQuery(
                        SELECT
                                + """
                                JOIN unnest(:ids, :times) AS mark (id, occurred_at)
                                ON e.id = mark.id AND e.occurred_at = mark.occurred_at
                                """)
                .bind("ids", SqlArray.uuids(marks.stream().map(Mark::eventId).toList()))
                .bind("times", SqlArray.instants(marks.stream().map(Mark::occurredAt).toList()))
                .map((row, context) -> read(row))
                .list();
    }

    static Optional<StoredEvent> find(Handle handle, UUID id) {
        return handle.createQuery(SELECT + "WHERE e.id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    static StoredEvent read(ResultSet row) throws SQLException {
        return new StoredEvent(
                row.getObject("id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getObject("meter_id", UUID.class),
                new MeterEvent(
                        new EventKey(row.getString("source"), row.getString("key")),
                        row.getString("customer"),
                        row.getString("name"),
                        row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("time_stated"),
                        PropertyJson.parse(row.getString("properties"))),
                row.getObject("stored_at", OffsetDateTime.class).toInstant());
    }
}
