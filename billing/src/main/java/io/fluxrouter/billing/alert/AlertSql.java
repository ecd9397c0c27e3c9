package io.fluxrouter.billing.alert;

/** The statements that find thresholds which were reached and not told, one for each kind. */
final class AlertSql {
    /** When the running period of a row began; core decides where periods begin. */
    private static final String START =
            """
            CASE %s WHEN 'daily' THEN CAST(:daily AS timestamptz)
                WHEN 'weekly' THEN CAST(:weekly AS timestamptz)
                WHEN 'monthly' THEN CAST(:monthly AS timestamptz)
                ELSE TIMESTAMPTZ 'epoch' END
            """;

    private static final String BUDGET =
            """
            SELECT w.id, w.thresholds, a.period_start, a.settled_nanos AS used, a.cap_nanos AS of_all
            FROM alert w JOIN spend_account a ON a.id = w.budget_id
            JOIN budget b ON b.id = w.budget_id AND b.archived_at IS NULL
            WHERE w.watches = 'budget' AND w.archived_at IS NULL
              AND a.period_start >= %s
            """
                    .formatted(START.formatted("a.period"));

    private static final String CEILING =
            """
            SELECT w.id, w.thresholds, a.period_start, a.settled_nanos AS used, a.cap_nanos AS of_all
            FROM alert w JOIN spend_account a ON a.id = w.customer_id
            WHERE w.watches = 'ceiling' AND w.archived_at IS NULL AND a.period_start >= :monthly
            """;

    private static final String INCLUDED =
            """
            SELECT w.id, w.thresholds, CAST(:monthly AS timestamptz) AS period_start,
                   m.used_nanos AS used, m.included_nanos AS of_all
            FROM alert w JOIN allowance m ON m.customer_id = w.customer_id
                AND m.month = CAST(CAST(:monthly AS timestamptz) AT TIME ZONE 'UTC' AS date)
            WHERE w.watches = 'included' AND w.archived_at IS NULL
            """;

    private static final String SPEND =
            """
            SELECT w.id, w.thresholds, w.period_start, CAST(sum(h.cost_nanos) AS bigint) AS used,
                   CAST(NULL AS bigint) AS of_all
            FROM (SELECT w.*, %s AS period_start FROM alert w
                  WHERE w.watches = 'spend' AND w.archived_at IS NULL) w
            JOIN usage_hourly h ON h.customer_id = w.customer_id AND h.hour >= w.period_start
                AND (w.key_id IS NULL OR h.key_id = w.key_id)
                AND (w.team_id IS NULL OR EXISTS (SELECT FROM team_key k
                     WHERE k.team_id = w.team_id AND k.key_id = h.key_id))
            GROUP BY w.id, w.thresholds, w.period_start
            """
                    .formatted(START.formatted("w.period"));

    private AlertSql() {}

    /** Adds what was reached, and returns what nobody else has added. */
    static String fire(Watched watched) {
        String reached =
                watched == Watched.SPEND
                        ? "s.used >= t.threshold * 1000000000"
                        : "s.of_all > 0 AND s.used * 100.0 >= s.of_all * t.threshold";
        // The times are bound in one place, so that no kind has one too many.
        return """
        WITH times AS (SELECT CAST(:now AS timestamptz) AS now, CAST(:daily AS timestamptz),
                              CAST(:weekly AS timestamptz), CAST(:monthly AS timestamptz)),
        s AS (%s)
        INSERT INTO alert_firing (alert_id, period_start, threshold, fired_at, used_nanos, limit_nanos)
        SELECT s.id, s.period_start, t.threshold, times.now, s.used, s.of_all
        FROM times, s, unnest(s.thresholds) AS t (threshold)
        WHERE %s AND NOT EXISTS (SELECT FROM alert_firing f WHERE f.alert_id = s.id
            AND f.period_start = s.period_start AND f.threshold = t.threshold)
        ORDER BY s.id, t.threshold
        ON CONFLICT DO NOTHING
        RETURNING *
        """
                .formatted(select(watched), reached);
    }

    private static String select(Watched watched) {
        return switch (watched) {
            case BUDGET -> BUDGET;
            case CEILING -> CEILING;
            case INCLUDED -> INCLUDED;
            case SPEND -> SPEND;
        };
    }
}
