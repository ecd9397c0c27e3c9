package io.fluxrouter.billing.event;

import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.core.meter.EventDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The statements on idempotency keys. */
final class MarkRows {
    private MarkRows() {}

    /**
     * Claims the keys that are free, and gives those back. Waits for a transaction that has claimed
     * one of them and has not ended; all claim in the order of keys, so none waits for another that
     * waits for it.
     */
    static Set<UUID> claim(Handle tx, Collection<Mark> marks) {
        return tx
                .createQuery(
                        """
                        INSERT INTO meter_event_key (key, event_id, occurred_at, digest)
                        SELECT * FROM unnest(:keys, :ids, :times, :digests) AS mark (key, id, time, digest)
                        ORDER BY mark.key
                        ON CONFLICT (key) DO NOTHING RETURNING key
                        """)
                .bind("keys", SqlArray.uuids(marks.stream().map(Mark::key).toList()))
                .bind("ids", SqlArray.uuids(marks.stream().map(Mark::eventId).toList()))
                .bind("times", SqlArray.instants(marks.stream().map(Mark::occurredAt).toList()))
                .bind("digests", SqlArray.byteas(marks.stream().map(MarkRows::bytes).toList()))
                .mapTo(UUID.class)
                .stream()
                .collect(Collectors.toSet());
    }

    static List<Mark> find(Handle handle, Collection<UUID> keys) {
        return handle.createQuery(
                        """
                        SELECT key, event_id, occurred_at, digest FROM meter_event_key
                        WHERE key = ANY(:keys)
                        """)
                .bind("keys", SqlArray.uuids(keys))
                .map((row, context) -> read(row))
                .list();
    }

    private static Mark read(ResultSet row) throws SQLException {
        return new Mark(
                row.getObject("key", UUID.class),
                row.getObject("event_id", UUID.class),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                new EventDigest(HexFormat.of().formatHex(row.getBytes("digest"))));
    }

    private static byte[] bytes(Mark mark) {
        return HexFormat.of().parseHex(mark.digest().hex());
    }
}
