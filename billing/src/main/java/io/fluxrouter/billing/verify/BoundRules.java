package io.fluxrouter.billing.verify;

import java.util.List;

/** What must hold of the accounts that bound customers beside their own: budgets and hours. */
final class BoundRules {
    private static final SqlCheck COUNTED =
            new SqlCheck(
                    "spend_account",
                    "what is settled is not what counts towards it in the period",
                    """
                    WITH a AS (
                        SELECT id, settled_nanos, period_start AS since,
                               CASE period
                                   WHEN 'hourly' THEN period_start + interval '1 hour'
                                   WHEN 'daily' THEN period_start + interval '24 hours'
                                   WHEN 'weekly' THEN period_start + interval '168 hours'
                                   WHEN 'monthly' THEN (period_start AT TIME ZONE 'UTC'
                                       + interval '1 month') AT TIME ZONE 'UTC'
                                   ELSE 'infinity' END AS until
                        FROM spend_account WHERE kind IN ('budget', 'hourly')
                    )
                    SELECT a.id AS name, coalesce(sum(e.cost_nanos), 0) AS expected,
                           a.settled_nanos AS found
                    FROM a LEFT JOIN spend_counter s ON s.account_id = a.id
                    LEFT JOIN usage_event e ON e.customer_id = s.customer_id
                        AND (s.key_id IS NULL OR e.key_id = s.key_id)
                        AND e.occurred_at >= greatest(s.counts_from, a.since)
                        AND e.occurred_at < least(coalesce(s.counts_until, 'infinity'), a.until)
                    GROUP BY a.id, a.settled_nanos
                    HAVING coalesce(sum(e.cost_nanos), 0) <> a.settled_nanos
                    """);

    /** A limit may have been lowered below it in the same period. */
    private static final SqlCheck WITHIN_BUDGET =
            new SqlCheck(
                    "spend_account",
                    "more is settled than the hard budget, beyond what providers overran",
                    """
                    SELECT a.id AS name, a.cap_nanos AS expected, a.settled_nanos AS found
                    FROM spend_account a JOIN budget b ON b.id = a.id AND b.is_hard
                    WHERE a.settled_nanos > a.cap_nanos
                      AND (b.limit_changed_at <= b.created_at OR b.limit_changed_at < a.period_start)
                      AND a.settled_nanos - a.cap_nanos > (
                          SELECT coalesce(sum(e.cost_nanos), 0) FROM usage_event e
                          WHERE e.customer_id = b.customer_id AND e.overrun
                          AND e.occurred_at >= a.period_start)
                    """);

    private BoundRules() {}

    static List<SqlCheck> all() {
        return List.of(COUNTED, WITHIN_BUDGET);
    }
}
