package io.fluxrouter.billing.usage;

import io.fluxrouter.core.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * Usage over time, for charts: read from the roll-ups, never from single requests, so that a page
 * is as fast with ten million of them. Bounds of periods must be whole hours. Safe for all threads.
 */
public final class UsageSeries {

    /** How long each stretch of time is. */
    public enum Step {
        HOUR,
        DAY
    }

    private static final String SUMS =
            """
            sum(requests) AS requests, sum(failed_requests) AS failed,
            sum(prompt_tokens) AS prompt, sum(completion_tokens) AS completion,
            sum(cached_tokens) AS cached, sum(reasoning_tokens) AS reasoning,
            sum(cost_nanos) AS cost, sum(market_cost_nanos) AS market,
            sum(provider_cost_nanos) AS provider_cost
            """;

    private final Jdbi jdbi;

    public UsageSeries(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** In the order of time and then of groups' names; empty stretches are left out. */
    public List<UsagePoint> points(UsageFilter filter, Step step, GroupBy groupBy) {
        boolean byDay = step == Step.DAY && groupBy != GroupBy.KEY;
        RollupRows rows = byDay ? RollupRows.days(filter) : RollupRows.hours(filter);
        String sql =
                """
                SELECT date_trunc('%s', hour AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AS start, %s AS name, %s
                FROM (%s) rows GROUP BY 1, 2 ORDER BY 1, 2
                """
                        .formatted(unit(step), column(groupBy), SUMS, rows.sql());
        return jdbi.withHandle(
                handle ->
                        rows.bind(handle.createQuery(sql)).map((row, context) -> read(row)).list());
    }

    private static String unit(Step step) {
        return step == Step.HOUR ? "hour" : "day";
    }

    /**
     * All usage of a period, twice divided by one reading of it: for the operator.
     *
     * @param byModel as {@link #points} gives them
     * @param byCustomer by their ids, the dearest first
     */
    public record AllUsage(List<UsagePoint> byModel, List<UsageRow> byCustomer) {
        public AllUsage {
            byModel = List.copyOf(byModel);
            byCustomer = List.copyOf(byCustomer);
        }
    }

    public AllUsage all(Instant from, Instant to, Step step) {
        UsageFilter all = UsageFilter.of(null, from, to);
        RollupRows rows = step == Step.DAY ? RollupRows.days(all) : RollupRows.hours(all);
        String sql =
                """
                SELECT coalesce(at, CAST(:from AS timestamptz)) AS start, coalesce(model, customer_id::text) AS name,
                       at IS NULL AS is_customer, %s
                FROM (SELECT date_trunc('%s', hour AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AS at, *
                      FROM (%s) rows) rows
                GROUP BY GROUPING SETS ((at, model), (customer_id)) ORDER BY is_customer, at, model
                """
                        .formatted(SUMS, unit(step), rows.sql());
        List<UsagePoint> byModel = new ArrayList<>();
        List<UsageRow> byCustomer = new ArrayList<>();
        jdbi.useHandle(
                handle ->
                        rows.bind(handle.createQuery(sql))
                                .map(
                                        (row, context) -> {
                                            UsagePoint point = read(row);
                                            return row.getBoolean("is_customer")
                                                    ? byCustomer.add(
                                                            new UsageRow(
                                                                    point.group(), point.totals()))
                                                    : byModel.add(point);
                                        })
                                .list());
        byCustomer.sort(
                Comparator.comparingLong((UsageRow row) -> -row.totals().cost().nanos())
                        .thenComparing(UsageRow::group));
        return new AllUsage(byModel, byCustomer);
    }

    private static String column(GroupBy groupBy) {
        return switch (groupBy) {
            case CUSTOMER -> "customer_id::text";
            case KEY -> "key_id::text";
            case PROVIDER -> "provider";
            case MODEL -> "model";
            case LANE -> "lane";
            case DATE, HOUR, NONE -> "''::text";
        };
    }

    private static UsagePoint read(ResultSet row) throws SQLException {
        return new UsagePoint(
                row.getObject("start", OffsetDateTime.class).toInstant(),
                row.getString("name"),
                new UsageTotals(
                        row.getLong("requests"),
                        row.getLong("failed"),
                        row.getLong("prompt"),
                        row.getLong("completion"),
                        row.getLong("cached"),
                        row.getLong("reasoning"),
                        Money.ofNanos(row.getLong("cost")),
                        Money.ofNanos(row.getLong("market")),
                        Money.ofNanos(row.getLong("provider_cost"))));
    }
}
