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
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The statements on events. */
final class EventRows {
    private static final String COPY =
            """
            COPY meter_event (id, occurred_at, organization_id, customer_id, name, properties, source, key, customer, time_stated,
                meter_id, stored_at)
            FROM STDIN (FORMAT binary)
            """;
    private static final int COLUMNS = 12;

    static final String SELECT =
            """
            SELECT e.id, e.occurred_at, e.organization_id, e.customer_id, e.name, e.properties::text AS properties, e.source, e.key,
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
        rows.uuid(stored.organizationId());
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
    static void insertNames(Handle tx, Collection<EventName> names, Instant now) {
        if (names.isEmpty()) return;
        tx.createUpdate(
                        """
                        INSERT INTO meter_event_name (organization_id, name, stored_at)
                        SELECT n.organization_id, n.name, :now
                        FROM unnest(:organizations, :names) AS n (organization_id, name)
                        ORDER BY n.organization_id, n.name
                        ON CONFLICT DO NOTHING
                        """)
                .bind(
                        "organizations",
                        SqlArray.uuids(names.stream().map(EventName::organizationId).toList()))
                .bind("names", SqlArray.texts(names.stream().map(EventName::name).toList()))
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

    static Optional<StoredEvent> find(Handle handle, UUID organizationId, UUID id) {
        return handle.createQuery(SELECT + "WHERE e.id = :id AND e.organization_id = :organization")
                .bind("id", id)
                .bind("organization", organizationId)
                .map((row, context) -> read(row))
                .findOne();
    }

    static StoredEvent read(ResultSet row) throws SQLException {
        return new StoredEvent(
                row.getObject("id", UUID.class),
                row.getObject("organization_id", UUID.class),
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
