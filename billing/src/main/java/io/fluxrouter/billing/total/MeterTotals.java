package io.fluxrouter.billing.total;

import io.fluxrouter.billing.event.PropertyJson;
import io.fluxrouter.core.meter.Aggregation;
import io.fluxrouter.core.meter.EventKey;
import io.fluxrouter.core.meter.GroupKey;
import io.fluxrouter.core.meter.Meter;
import io.fluxrouter.core.meter.MeterEvent;
import io.fluxrouter.core.meter.MeterTotal;
import io.fluxrouter.core.meter.Tally;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * What meters come to. PostgreSQL adds up what it can (as {@link Tally} would: a property test
 * compares the two); a meter with windows is tallied here, event by event. Both read one state of
 * the database.
 *
 * <p>Safe for all threads.
 */
public final class MeterTotals {
    private static final int FETCH_ROWS = 2_000;

    private final Jdbi jdbi;

    public MeterTotals(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * The totals of each group, in order. A meter that grouped nothing has none.
     *
     * @param zone on whose clock the meter's windows begin; others do not ask it
     */
    public List<MeterTotal> totals(Meter meter, Scope scope, ZoneId zone) {
        return jdbi.inTransaction(tx -> totals(tx, meter, scope, zone));
    }

    /** As above, within a transaction: what it has written counts. */
    public static List<MeterTotal> totals(Handle tx, Meter meter, Scope scope, ZoneId zone) {
        if (meter.window() == null) return new TotalQuery(meter, scope).run(tx);
        return tally(tx, meter, scope, zone).totals();
    }

    /** If a total is the sum of what each event adds. */
    public static boolean addsUp(Meter meter) {
        return meter.window() == null
                && (meter.aggregation() == Aggregation.SUM
                        || meter.aggregation() == Aggregation.COUNT);
    }

    /** What each event adds to a meter that adds up, by group and in order of time. */
    public static Map<GroupKey, List<BigDecimal>> transactions(
            Handle tx, Meter meter, Scope scope) {
        return new TotalQuery(meter, scope).transactions(tx, FETCH_ROWS);
    }

    /**
     * As above, by core's rules alone, event by event: what proves that PostgreSQL added up right.
     */
    public static List<MeterTotal> replayed(Handle tx, Meter meter, Scope scope, ZoneId zone) {
        return tally(tx, meter, scope, zone).totals();
    }

    /**
     * A part of the events behind a total, in order of time.
     *
     * @param group the values of the meter's groups that they have; null for whichever
     */
    public static List<CountedEvent> events(
            Handle tx,
            Meter meter,
            Scope scope,
            @Nullable GroupKey group,
            CountedEvent.Place after,
            int limit) {
        return new TotalQuery(meter, scope).events(tx, group, after, limit);
    }

    /** Whether one statement adds the meter up for many customers at once. */
    public static boolean countsTogether(Meter meter) {
        return meter.window() == null && TotalQuery.skipsMissing(meter.aggregation());
    }

    /**
     * The totals of some customers, each as {@link #totals} has them; those who used nothing are
     * left out. For meters that {@link #countsTogether}.
     */
    public static Map<UUID, List<MeterTotal>> byCustomer(
            Handle tx, Meter meter, Scope scope, Collection<UUID> customerIds) {
        return new TotalQuery(meter, scope).byCustomer(tx, customerIds);
    }

    /** How many customers the meter counted something of. */
    public long customers(Meter meter, Scope scope) {
        return jdbi.withHandle(handle -> new TotalQuery(meter, scope).customers(handle));
    }

    /** The totals of each hour, day, week or month by itself, in order of time. */
    public List<MeterSeries.Point> series(Meter meter, Scope scope, MeterSeries.Unit unit) {
        return jdbi.withHandle(handle -> new TotalQuery(meter, scope).series(handle, unit));
    }

    /** The same by core's rules alone, whatever the meter. */
    static Tally tally(Handle tx, Meter meter, Scope scope, ZoneId zone) {
        Tally tally = new Tally(meter, scope.from(), scope.to(), zone);
        if (meter.aggregation() == Aggregation.WEIGHTED_SUM) carryIn(tx, tally, meter, scope, zone);
        try (Stream<Arrived> events = events(tx, meter, scope)) {
            events.forEach(event -> tally.add(event.event(), event.arrival()));
        }
        return tally;
    }

    private static void carryIn(Handle tx, Tally tally, Meter meter, Scope scope, ZoneId zone) {
        Tally before = new Tally(meter, Instant.EPOCH, scope.from(), zone);
        Scope past =
                new Scope(scope.organizationId(), scope.customerId(), Instant.EPOCH, scope.from());
        try (Stream<Arrived> events = events(tx, meter, past)) {
            events.forEach(event -> before.add(event.event(), event.arrival()));
        }
        before.carryOut().forEach(tally::carryIn);
    }

    private record Arrived(MeterEvent event, long arrival) {}

    private static Stream<Arrived> events(Handle tx, Meter meter, Scope scope) {
        EventTable table = EventTable.of(meter.eventName());
        String sql =
                "SELECT e.id, e.customer_id, e.occurred_at, "
                        + table.properties()
                        + "::text AS properties, "
                        + table.arrival()
                        + " AS arrival FROM "
                        + table.from()
                        + " WHERE "
                        + table.counts()
                        + " AND e.occurred_at >= :from AND e.occurred_at < :to"
                        + customer(scope);
        Query query = bound(tx.createQuery(sql), meter, scope).setFetchSize(FETCH_ROWS);
        return query.map((row, context) -> read(row, meter.eventName())).stream();
    }

    static String customer(Scope scope) {
        return scope.customerId() == null ? "" : " AND e.customer_id = :customer";
    }

    static Query bound(Query query, Meter meter, Scope scope) {
        query.bind("organization", scope.organizationId())
                .bind("name", meter.eventName())
                .bind("from", scope.from())
                .bind("to", scope.to());
        if (scope.customerId() != null) query.bind("customer", scope.customerId());
        return query;
    }

    private static Arrived read(ResultSet row, String name) throws SQLException {
        return new Arrived(
                new MeterEvent(
                        new EventKey("", row.getObject("id", UUID.class).toString()),
                        row.getString("customer_id"),
                        name,
                        row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                        true,
                        PropertyJson.parse(row.getString("properties"))),
                row.getLong("arrival"));
    }

    /** The sum over groups: what a meter came to, where nobody asks for its groups. */
    public static BigDecimal sum(List<MeterTotal> totals) {
        return totals.stream().map(MeterTotal::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
