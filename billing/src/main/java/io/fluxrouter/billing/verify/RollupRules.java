package io.fluxrouter.billing.verify;

import java.util.List;

/** The roll-ups that pages and reports read are the sums of the single requests. */
final class RollupRules {
    private static final SqlCheck USAGE_HOURLY =
            new SqlCheck(
                    "usage_hourly",
                    "is not the sum of the hour's events",
                    """
                    WITH e AS (
                        SELECT date_trunc('hour', occurred_at, 'UTC') AS hour, customer_id, key_id, model,
                               provider, lane,
                               ROW (count(*), count(*) FILTER (WHERE outcome NOT IN ('completed', 'caller_gone')),
                                   sum(prompt_tokens), sum(completion_tokens), sum(cached_tokens),
                                   sum(reasoning_tokens), sum(cost_nanos), sum(market_cost_nanos),
                                   sum(provider_cost_nanos))::text AS sums
                        FROM usage_event GROUP BY 1, 2, 3, 4, 5, 6
                    ), h AS (
                        SELECT hour, customer_id, key_id, model, provider, lane,
                               ROW (requests, failed_requests, prompt_tokens, completion_tokens, cached_tokens,
                                   reasoning_tokens, cost_nanos, market_cost_nanos, provider_cost_nanos)::text
                                   AS sums
                        FROM usage_hourly
                    )
                    SELECT concat_ws(' ', customer_id, hour, key_id, model, provider, lane) AS name,
                           e.sums AS expected, h.sums AS found
                    FROM e FULL JOIN h USING (hour, customer_id, key_id, model, provider, lane)
                    WHERE e.sums IS DISTINCT FROM h.sums
                    """);

    /** Against the hours, which are compared with the events themselves. */
    private static final SqlCheck USAGE_DAILY =
            new SqlCheck(
                    "usage_daily",
                    "is not the sum of the day's hours",
                    """
                    WITH h AS (
                        SELECT (hour AT TIME ZONE 'UTC')::date AS day, customer_id, model, provider, lane,
                               ROW (sum(requests), sum(failed_requests), sum(prompt_tokens),
                                   sum(completion_tokens), sum(cached_tokens), sum(reasoning_tokens),
                                   sum(cost_nanos), sum(market_cost_nanos), sum(provider_cost_nanos))::text
                                   AS sums
                        FROM usage_hourly GROUP BY 1, 2, 3, 4, 5
                    ), d AS (
                        SELECT day, customer_id, model, provider, lane,
                               ROW (requests, failed_requests, prompt_tokens, completion_tokens, cached_tokens,
                                   reasoning_tokens, cost_nanos, market_cost_nanos, provider_cost_nanos)::text
                                   AS sums
                        FROM usage_daily
                    )
                    SELECT concat_ws(' ', customer_id, day, model, provider, lane) AS name,
                           h.sums AS expected, d.sums AS found
                    FROM h FULL JOIN d USING (day, customer_id, model, provider, lane)
                    WHERE h.sums IS DISTINCT FROM d.sums
                    """);

    private RollupRules() {}

    static List<SqlCheck> all() {
        return List.of(USAGE_HOURLY, USAGE_DAILY);
    }
}
