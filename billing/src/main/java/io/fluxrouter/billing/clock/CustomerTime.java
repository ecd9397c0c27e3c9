package io.fluxrouter.billing.clock;

import io.fluxrouter.billing.database.SqlArray;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What time it is for a customer. Whatever is billed by time asks here, so that a customer on a
 * test clock lives by it in everything. Times are as fine as the database keeps them, so that what
 * is answered equals what is read later. Safe for all threads.
 */
public final class CustomerTime {
    private final InstantSource system;

    public CustomerTime(InstantSource system) {
        this.system = system;
    }

    /** The time of all customers but those on test clocks. */
    public Instant now() {
        return system.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** An unknown customer lives by the system's time. */
    public Instant now(Handle handle, UUID customerId) {
        return clockOf(handle, customerId).orElseGet(this::now);
    }

    /** The times of the test clocks that some of the customers live on; the others are left out. */
    public static Map<UUID, Instant> clocksOf(Handle handle, Collection<UUID> customerIds) {
        return handle
                .createQuery(
                        """
                        SELECT c.id, k.frozen_time FROM customer c
                        JOIN test_clock k ON k.id = c.test_clock_id
                        WHERE c.id = ANY(:ids)
                        """)
                .bind("ids", SqlArray.uuids(customerIds))
                .map(
                        (row, context) ->
                                Map.entry(
                                        row.getObject("id", UUID.class),
                                        row.getObject("frozen_time", OffsetDateTime.class)
                                                .toInstant()))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** A column of a joined test clock; null where the customer lives on none. */
    public static @Nullable Instant read(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static Optional<Instant> clockOf(Handle handle, UUID customerId) {
        return handle.createQuery(
                        """
                        SELECT k.frozen_time FROM customer c JOIN test_clock k ON k.id = c.test_clock_id
                        WHERE c.id = :id
                        """)
                .bind("id", customerId)
                .mapTo(OffsetDateTime.class)
                .map(OffsetDateTime::toInstant)
                .findOne();
    }
}
