package io.fluxrouter.billing.total;

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
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

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
        Query query = MeterTotals.bound(tx.createQuery(text()), meter, scope);
        sql.bindAll(query);
        List<MeterTotal> totals = query.map((row, context) -> read(row)).list();
        return totals.stream()
                .sorted((one, other) -> one.group().compareTo(other.group()))
                .toList();
    }

    private String text() {
        List<String> groups = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < meter.groupBy().size(); i++) {
            columns.add(sql.text(meter.groupBy().get(i)) + " AS g" + i);
            groups.add("g" + i);
        }
        String inner =
                "SELECT "
                        + String.join(", ", columns)
                        + (columns.isEmpty() ? "" : ", ")
                        + read()
                        + " AS reading, e.occurred_at, "
                        + table.arrival()
                        + " AS arrival FROM "
                        + table.from()
                        + " WHERE "
                        + conditions();
        return "SELECT "
                + String.join(", ", groups)
                + (groups.isEmpty() ? "" : ", ")
                + "count(*) FILTER (WHERE occurred_at >= :from) AS events, "
                + aggregate()
                + " FROM ("
                + inner
                + ") AS r WHERE reading IS NOT NULL"
                // Without groups there is one row in any case: none is wanted where nothing was.
                + (groups.isEmpty()
                        ? " HAVING count(*) > 0"
                        : " GROUP BY " + String.join(", ", groups));
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

    private MeterTotal read(ResultSet row) throws SQLException {
        TreeMap<String, String> group = new TreeMap<>();
        for (int i = 0; i < meter.groupBy().size(); i++) {
            String value = row.getString("g" + i);
            if (value != null) group.put(meter.groupBy().get(i), value);
        }
        long events = row.getLong("events");
        BigDecimal quantity = divided(row.getBigDecimal("quantity"), events);
        return new MeterTotal(
                new GroupKey(group), meter.rounding().apply(quantity), events, List.of());
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
