package io.fluxrouter.bench.billing;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.database.BinaryCopy;
import io.fluxrouter.billing.database.MonthPartitions;
import io.fluxrouter.billing.database.MonthPartitions.Table;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * Events as they come: in the order of time, of one customer after the other at random. Copied into
 * the table past all rules, since how they are taken is another benchmark.
 */
final class EventLoad {
    private static final int BATCH = 50_000;
    private static final int COLUMNS = 12;
    private static final String COPY =
            """
            COPY meter_event (id, occurred_at, organization_id, customer_id, name, properties, source,
                key, customer, time_stated, meter_id, stored_at)
            FROM STDIN (FORMAT binary)
            """;

    private final Jdbi jdbi;
    private final List<UUID> customers;
    private final SplittableRandom random = new SplittableRandom(1);

    EventLoad(Jdbi jdbi, Subscribers subscribers) {
        this.jdbi = jdbi;
        this.customers = subscribers.customerIds();
    }

    void copy(int events, Instant from, Instant until) {
        new MonthPartitions(jdbi).ensure(Table.METER_EVENT, from);
        long step = Duration.between(from, until).toNanos() / events;
        for (int done = 0; done < events; done += BATCH) {
            int count = Math.min(BATCH, events - done);
            send(batch(from.plusNanos(step * done), count, step));
        }
        jdbi.useHandle(
                handle -> {
                    handle.execute("SET statement_timeout = 0");
                    handle.execute("VACUUM ANALYZE meter_event");
                });
    }

    private BinaryCopy batch(Instant start, int count, long step) {
        BinaryCopy rows = new BinaryCopy();
        for (int i = 0; i < count; i++) {
            Instant at = start.plusNanos(step * i).truncatedTo(ChronoUnit.MICROS);
            UUID customer = customers.get(random.nextInt(customers.size()));
            UUID id = new UUID((at.toEpochMilli() << 16) | 0x7000, random.nextLong());
            rows.row(COLUMNS);
            rows.uuid(id);
            rows.instant(at);
            rows.uuid(Organization.OPERATOR);
            rows.uuid(customer);
            rows.text("calls");
            rows.jsonb("{\"n\": " + random.nextInt(1, 1_000) + ", \"region\": \"eu\"}");
            rows.text("");
            rows.text(id.toString());
            rows.text(customer.toString());
            rows.bool(true);
            rows.nullableUuid(null);
            rows.instant(at);
        }
        return rows;
    }

    private void send(BinaryCopy rows) {
        try {
            jdbi.useTransaction(tx -> rows.send(tx, COPY));
        } catch (SQLException failure) {
            throw new IllegalStateException("COPY failed", failure);
        }
    }
}
