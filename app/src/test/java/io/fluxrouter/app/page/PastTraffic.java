package io.fluxrouter.app.page;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/**
 * Twelve weeks of requests, made up by the database itself, so that millions take a minute. Nobody
 * paid for them: the books of a node that has them are not sound.
 */
final class PastTraffic {
    private static final int DAYS = 88;

    private final String databaseUrl;

    PastTraffic(String databaseUrl) {
        this.databaseUrl = databaseUrl;
    }

    /**
     * Half of the requests are the first customer's, the others share the rest.
     *
     * @param customers as many as there are keys; one key stands for three of the same owner
     */
    void fill(List<UUID> customers, List<UUID> keys, long events) {
        try (Connection connection = DriverManager.getConnection(databaseUrl)) {
            months(connection);
            events(connection, customers, keys, events);
            rollUps(connection);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void months(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : List.of("usage_event", "usage_hourly")) {
                for (int back = 0; back <= DAYS / 28; back++) {
                    statement.execute(
                            "SELECT ensure_month('%s', (date_trunc('month', now() AT TIME ZONE 'UTC') - interval '%d months')::date)"
                                    .formatted(table, back));
                }
            }
        }
    }

    private static void events(
            Connection connection, List<UUID> customers, List<UUID> keys, long events)
            throws SQLException {
        String sql =
                """
                INSERT INTO usage_event
                SELECT uuidv7(at - clock_timestamp()), at, (CAST(? AS uuid[]))[1 + who],
                       (CAST(? AS uuid[]))[1 + who], 'flux-auto', m.model, m.provider, m.lane,
                       'short_prompt', 200 + n % 900, 50 + n % 400, 0, 0,
                       CASE WHEN n % 100 = 0 THEN 0 ELSE 100000 + n % 7777 END,
                       CASE WHEN n % 100 = 0 THEN 0 ELSE 160000 + n % 9999 END,
                       CASE WHEN n % 100 = 0 THEN 0 ELSE 70000 + n % 5555 END,
                       200 + n % 1900, CASE WHEN n % 100 = 0 THEN 502 ELSE 200 END,
                       CASE WHEN n % 100 = 0 THEN 'provider_failed' ELSE 'completed' END,
                       n % 2 = 0, false, false, '203.0.113.7', 'OpenAI/Python 2.8.1', 0
                FROM (SELECT n, now() - (CAST(? AS bigint) - n) * (interval '88 days' / ?) AS at,
                             CASE WHEN n % 2 = 0 THEN 0 ELSE n / 2 % ? END AS who,
                             n / 3 % 6 AS which
                      FROM generate_series(1, ?) n) each
                JOIN (VALUES (0, 'openai/gpt-4o-mini', 'openai', 'express'),
                             (1, 'deepseek/deepseek-v3', 'deepseek', 'express'),
                             (2, 'openai/gpt-4o', 'openai', 'daily'),
                             (3, 'anthropic/claude-sonnet-4.5', 'anthropic', 'daily'),
                             (4, 'openai/o3', 'openai', 'deep'),
                             (5, 'anthropic/claude-opus-4.5', 'anthropic', 'deep'))
                     AS m (place, model, provider, lane) ON m.place = which
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("uuid", customers.toArray()));
            statement.setArray(2, connection.createArrayOf("uuid", keys.toArray()));
            statement.setLong(3, events);
            statement.setLong(4, events);
            statement.setInt(5, customers.size());
            statement.setLong(6, events);
            statement.execute();
        }
    }

    private static void rollUps(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    INSERT INTO usage_hourly
                    SELECT date_trunc('hour', occurred_at), customer_id, key_id, model, provider, lane,
                           count(*), count(*) FILTER (WHERE outcome NOT IN ('completed', 'caller_gone')),
                           sum(prompt_tokens), sum(completion_tokens), sum(cached_tokens),
                           sum(reasoning_tokens), sum(cost_nanos), sum(market_cost_nanos),
                           sum(provider_cost_nanos)
                    FROM usage_event GROUP BY 1, 2, 3, 4, 5, 6
                    """);
            statement.execute(
                    """
                    INSERT INTO usage_daily
                    SELECT (hour AT TIME ZONE 'UTC')::date, customer_id, model, provider, lane, sum(requests),
                           sum(failed_requests), sum(prompt_tokens), sum(completion_tokens), sum(cached_tokens),
                           sum(reasoning_tokens), sum(cost_nanos), sum(market_cost_nanos), sum(provider_cost_nanos)
                    FROM usage_hourly GROUP BY 1, 2, 3, 4, 5
                    """);
            statement.execute("ANALYZE usage_daily");
            statement.execute("ANALYZE usage_event");
            statement.execute("ANALYZE usage_hourly");
        }
    }
}
