package io.fluxrouter.billing.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The rows that make up the sums of a period, under the names of {@code usage_hourly}: the hours
 * themselves, or days for the UTC days that lie in it whole and hours for what is left at its ends.
 * Both have the same sums, to the last digit.
 *
 * @param firstDay the first of the whole days
 * @param endDay the day after the last of them
 */
record RollupRows(UsageFilter filter, String sql, LocalDate firstDay, LocalDate endDay) {
    private static final String COLUMNS =
            """
            customer_id, model, provider, lane, requests, failed_requests, prompt_tokens, completion_tokens,
            cached_tokens, reasoning_tokens, cost_nanos, market_cost_nanos, provider_cost_nanos""";

    private static final String HOURS =
            "SELECT * FROM usage_hourly WHERE hour >= :from AND hour < :to%s";

    private static final String DAYS =
            """
            SELECT day::timestamp AT TIME ZONE 'UTC' AS hour, %1$s FROM usage_daily
            WHERE day >= :firstDay AND day < :endDay%2$s
            UNION ALL SELECT hour, %1$s FROM usage_hourly
            WHERE hour >= :from AND hour < CAST(:firstDay AS timestamp) AT TIME ZONE 'UTC'%2$s
            UNION ALL SELECT hour, %1$s FROM usage_hourly
            WHERE hour >= CAST(:endDay AS timestamp) AT TIME ZONE 'UTC' AND hour < :to%2$s
            """;

    /** For sums of hours, or of keys. */
    static RollupRows hours(UsageFilter filter) {
        LocalDate none = LocalDate.EPOCH;
        return new RollupRows(filter, HOURS.formatted(filter.who()), none, none);
    }

    /** For sums of days and of longer times. Where a key is asked for, only the hours tell. */
    static RollupRows days(UsageFilter filter) {
        LocalDate first = dayFrom(filter.from());
        LocalDate end = LocalDate.ofInstant(filter.to(), ZoneOffset.UTC);
        if (filter.keyId() != null || !first.isBefore(end)) return hours(filter);
        return new RollupRows(filter, DAYS.formatted(COLUMNS, filter.who()), first, end);
    }

    /** The first day that begins then or later. */
    private static LocalDate dayFrom(Instant instant) {
        LocalDate day = LocalDate.ofInstant(instant, ZoneOffset.UTC);
        return instant.equals(instant.truncatedTo(ChronoUnit.DAYS)) ? day : day.plusDays(1);
    }

    <T extends SqlStatement<T>> T bind(T statement) {
        filter.bind(statement);
        if (!firstDay.isBefore(endDay)) return statement;
        return statement.bind("firstDay", firstDay).bind("endDay", endDay);
    }
}
