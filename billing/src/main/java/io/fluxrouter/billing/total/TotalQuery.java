package io.fluxrouter.billing.total;

import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.core.meter.Aggregation;
import io.fluxrouter.core.meter.Aggregator;
import io.fluxrouter.core.meter.GroupKey;
import io.fluxrouter.core.meter.Meter;
import io.fluxrouter.core.meter.MeterTotal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * One statement that adds up a meter without windows. Divisions are left to Java, where they round
 * as core's do.
 */
final class TotalQuery {
    private final Meter meter;
    private final Scope scope;
    private final EventTable table;
    private final SqlText sql;

    TotalQuery(Meter meter, Scope scope) {
        this.meter = meter;
        this.scope = scope;
        this.table = EventTable.of(meter.eventName());
        this.sql = new SqlText(table);
    }

    List<MeterTotal> run(Handle tx) {
        List<MeterTotal> totals = prepared(tx, text()).map((row, context) -> read(row)).list();
        return totals.stream()
                .sorted((one, other) -> one.group().compareTo(other.group()))
                .toList();
    }

    /**
     * Whether the aggregate leaves out what is missing by itself, so that nobody need look twice.
     */
    static boolean skipsMissing(Aggregation aggregation) {
        return switch (aggregation) {
            case COUNT, SUM, AVG, MAX, MIN, UNIQUE_COUNT -> true;
            case LAST, WEIGHTED_SUM -> false;
        };
    }

    /** The groups of each customer, in order; a customer without any is left out. */
    Map<UUID, List<MeterTotal>> byCustomer(Handle tx, Collection<UUID> customerIds) {
        Map<UUID, List<MeterTotal>> totals = new HashMap<>();
        prepared(tx, textByCustomer(customerIds))
                .map(
                        (row, context) ->
                                Map.entry(row.getObject("customer_id", UUID.class), read(row)))
                .forEach(
                        one ->
                                totals.computeIfAbsent(one.getKey(), id -> new ArrayList<>())
                                        .add(one.getValue()));
        totals.values()
                .forEach(list -> list.sort((one, other) -> one.group().compareTo(other.group())));
        return totals;
    }

    private String textByCustomer(Collection<UUID> customerIds) {
        StringBuilder groups = new StringBuilder("e.customer_id");
        StringBuilder columns = new StringBuilder("e.customer_id");
        for (int i = 0; i < meter.groupBy().size(); i++) {
            columns.append(", ").append(sql.text(meter.groupBy().get(i))).append(" AS g").append(i);
            groups.append(", g").append(i);
        }
        String reading = read();
        return "SELECT "
                + columns
                + ", count("
                + reading
                + ") AS events, "
                + aggregate().replace("reading", reading)
                + " FROM "
                + table.from()
                + " WHERE "
                + conditions()
                + " AND e.customer_id = ANY("
                + sql.bind(SqlArray.uuids(customerIds))
                + ") GROUP BY "
                + groups
                + " HAVING count("
                + reading
                + ") > 0";
    }

    private String text() {
        List<String> groups =
                IntStream.range(0, meter.groupBy().size()).mapToObj(i -> "g" + i).toList();
        return aggregated(groups, groupColumns())
                // Without groups there is one row in any case: none is wanted where nothing was.
                + (groups.isEmpty() ? " HAVING count(*) > 0" : "");
    }

    private List<String> groupColumns() {
        return IntStream.range(0, meter.groupBy().size())
                .mapToObj(i -> sql.text(meter.groupBy().get(i)) + " AS g" + i)
                .toList();
    }

    /** The readings one by one, which come in portions. */
    Map<GroupKey, List<BigDecimal>> transactions(Handle tx, int fetchRows) {
        String text =
                "SELECT * FROM ("
                        + readings(groupColumns())
                        + ") AS r WHERE reading IS NOT NULL ORDER BY occurred_at, arrival";
        Map<GroupKey, List<BigDecimal>> transactions = new TreeMap<>();
        try (Stream<Reading> readings =
                prepared(tx, text)
                        .setFetchSize(fetchRows)
                        .map(
                                (row, context) ->
                                        new Reading(group(row), row.getBigDecimal("reading")))
                        .stream()) {
            readings.forEach(
                    one ->
                            transactions
                                    .computeIfAbsent(one.group(), group -> new ArrayList<>())
                                    .add(one.amount()));
        }
        return transactions;
    }

    private record Reading(GroupKey group, BigDecimal amount) {}

    private String aggregated(List<String> groups, List<String> columns) {
        return "SELECT "
                + groups.stream().map(group -> group + ", ").collect(Collectors.joining())
                + "count(*) FILTER (WHERE occurred_at >= :from) AS events, "
                + aggregate()
                + " FROM ("
                + readings(columns)
                + ") AS r WHERE reading IS NOT NULL"
                + (groups.isEmpty() ? "" : " GROUP BY " + String.join(", ", groups));
    }

    /**
     * The events behind a total, in order of time.
     *
     * @param group the values of the meter's groups that they have; null for whichever
     */
    List<CountedEvent> events(
            Handle handle, @Nullable GroupKey group, CountedEvent.Place after, int limit) {
        List<String> columns = new ArrayList<>(List.of("e.id AS id"));
        StringBuilder of = new StringBuilder();
        for (int i = 0; group != null && i < meter.groupBy().size(); i++) {
            String name = meter.groupBy().get(i);
            String value = group.values().get(name);
            columns.add(sql.text(name) + " AS g" + i);
            of.append(" AND g").append(i);
            of.append(value == null ? " IS NULL" : " = " + sql.bind(value));
        }
        String text =
                "SELECT id, occurred_at, reading::text AS reading FROM ("
                        + readings(columns)
                        + ") AS r WHERE reading IS NOT NULL AND occurred_at >= :from"
                        + of
                        + " AND (occurred_at, id) > (:afterTime, :afterId)"
                        + " ORDER BY occurred_at, id LIMIT :limit";
        return prepared(handle, text)
                .bind("afterTime", after.occurredAt())
                .bind("afterId", after.id())
                .bind("limit", limit)
                .map(
                        (row, context) ->
                                new CountedEvent(
                                        row.getObject("id", UUID.class),
                                        row.getObject("occurred_at", OffsetDateTime.class)
                                                .toInstant(),
                                        row.getString("reading")))
                .list();
    }

    /** One row for each event that the meter may count. */
    private String readings(List<String> columns) {
        return "SELECT "
                + columns.stream().map(column -> column + ", ").collect(Collectors.joining())
                + read()
                + " AS reading, e.customer_id, e.occurred_at, "
                + table.arrival()
                + " AS arrival FROM "
                + table.from()
                + " WHERE "
                + conditions();
    }

    long customers(Handle handle) {
        String text =
                "SELECT count(DISTINCT customer_id) FROM ("
                        + readings(List.of())
                        + ") AS r WHERE reading IS NOT NULL AND occurred_at >= :from";
        return prepared(handle, text).mapTo(Long.class).one();
    }

    /**
     * By stretches instead of groups. A mean level has no stretches of its own: its figures are the
     * changes. Nor do windows count here.
     */
    List<MeterSeries.Point> series(Handle handle, MeterSeries.Unit unit) {
        String start = "date_trunc('" + unit.key() + "', e.occurred_at, 'UTC') AS start";
        String text = aggregated(List.of("start"), List.of(start)) + " ORDER BY start";
        return prepared(handle, text)
                .map(
                        (row, context) ->
                                new MeterSeries.Point(
                                        row.getObject("start", OffsetDateTime.class).toInstant(),
                                        meter.rounding()
                                                .apply(
                                                        divided(
                                                                row.getBigDecimal("quantity"),
                                                                row.getLong("events"))),
                                        row.getLong("events")))
                .list();
    }

    private Query prepared(Handle handle, String text) {
        Query query = MeterTotals.bound(handle.createQuery(text), meter, scope);
        sql.bindAll(query);
        return query;
    }

    private String conditions() {
        StringBuilder text = new StringBuilder(table.counts());
        text.append(" AND e.occurred_at < :to");
        // A level is made by all changes before it.
        if (meter.aggregation() != Aggregation.WEIGHTED_SUM) {
            text.append(" AND e.occurred_at >= :from");
        }
        text.append(MeterTotals.customer(scope));
        meter.filters().forEach(filter -> text.append(" AND ").append(sql.condition(filter)));
        return text.toString();
    }

    private String read() {
        return switch (meter.aggregation()) {
            case COUNT -> "1";
            case UNIQUE_COUNT -> sql.text(meter.property());
            case SUM, MAX, MIN, AVG, LAST, WEIGHTED_SUM -> sql.number(meter.property());
        };
    }

    private String aggregate() {
        return switch (meter.aggregation()) {
            case COUNT -> "count(*)::numeric AS quantity";
            case SUM, AVG -> "sum(reading) AS quantity";
            case MAX -> "max(reading) AS quantity";
            case MIN -> "min(reading) AS quantity";
            case UNIQUE_COUNT -> "count(DISTINCT reading)::numeric AS quantity";
            case LAST ->
                    "(array_agg(reading ORDER BY occurred_at DESC, arrival DESC))[1] AS quantity";
            case WEIGHTED_SUM ->
                    "sum(reading * extract(epoch FROM :to - greatest(occurred_at, :from)))"
                            + " AS quantity";
        };
    }

    private GroupKey group(ResultSet row) throws SQLException {
        TreeMap<String, String> group = new TreeMap<>();
        for (int i = 0; i < meter.groupBy().size(); i++) {
            String value = row.getString("g" + i);
            if (value != null) group.put(meter.groupBy().get(i), value);
        }
        return new GroupKey(group);
    }

    private MeterTotal read(ResultSet row) throws SQLException {
        long events = row.getLong("events");
        BigDecimal quantity = divided(row.getBigDecimal("quantity"), events);
        return new MeterTotal(group(row), meter.rounding().apply(quantity), events, List.of());
    }

    private BigDecimal divided(BigDecimal total, long events) {
        return switch (meter.aggregation()) {
            case AVG -> quotient(total, BigDecimal.valueOf(events));
            case WEIGHTED_SUM ->
                    quotient(
                            total,
                            BigDecimal.valueOf(
                                    Duration.between(scope.from(), scope.to()).toNanos(), 9));
            case COUNT, SUM, MAX, MIN, UNIQUE_COUNT, LAST -> total;
        };
    }

    private static BigDecimal quotient(BigDecimal total, BigDecimal by) {
        return total.divide(by, Aggregator.DIVISION_SCALE, RoundingMode.HALF_UP);
    }
}
