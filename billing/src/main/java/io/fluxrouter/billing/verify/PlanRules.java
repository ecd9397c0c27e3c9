package io.fluxrouter.billing.verify;

import java.util.List;

/** What must hold between accounts, the plans they go by, and what they put on the invoice. */
final class PlanRules {
    private static final SqlCheck CHARGED =
            new SqlCheck(
                    "usage_charge",
                    "a month's requests do not sum to what the month put on account",
                    """
                    SELECT customer_id || ' ' || month AS name,
                           coalesce(m.receivable_nanos - m.unlisted_nanos, 0) AS expected,
                           coalesce(c.charged, 0) AS found
                    FROM allowance m FULL JOIN (
                        SELECT customer_id, sum(amount_nanos) AS charged,
                               CAST(date_trunc('month', occurred_at AT TIME ZONE 'UTC') AS date)
                                   AS month
                        FROM usage_charge GROUP BY 1, 3) c USING (customer_id, month)
                    WHERE coalesce(m.receivable_nanos - m.unlisted_nanos, 0)
                        <> coalesce(c.charged, 0)
                    """);

    private static final SqlCheck CHARGE_OF_EVENT =
            new SqlCheck(
                    "usage_charge",
                    "is not a part of its event's cost",
                    """
                    SELECT c.id AS name,
                           concat_ws(' ', e.customer_id, e.settlement_id, 'up to', e.cost_nanos)
                               AS expected,
                           concat_ws(' ', c.customer_id, c.settlement_id, c.amount_nanos) AS found
                    FROM usage_charge c
                    LEFT JOIN usage_event e ON e.id = c.id AND e.occurred_at = c.occurred_at
                    WHERE c.amount_nanos > e.cost_nanos OR (c.customer_id, c.settlement_id)
                        IS DISTINCT FROM (e.customer_id, e.settlement_id)
                    """);

    /** A subscription that begins later is let begin by a worker, so it has no say here. */
    private static final SqlCheck PLAN =
            new SqlCheck(
                    "spend_account",
                    "goes by another plan than the customer's subscription",
                    """
                    SELECT a.id AS name, concat_ws(' ', s.plan_id, s.plan_version) AS expected,
                           concat_ws(' ', a.plan_id, a.plan_version) AS found
                    FROM spend_account a LEFT JOIN (
                        SELECT s.* FROM subscription s JOIN gateway_terms t
                            ON t.plan_id = s.plan_id AND t.version = s.plan_version
                        WHERE s.deleted_at IS NULL
                          AND s.status IN ('TRIAL', 'ACTIVE', 'PAST_DUE')) s ON s.customer_id = a.id
                    WHERE a.kind = 'customer' AND (s.id IS NULL OR s.starts_at <= s.created_at)
                      AND (a.plan_id, a.plan_version) IS DISTINCT FROM (s.plan_id, s.plan_version)
                    """);

    private static final SqlCheck INCLUDED =
            new SqlCheck(
                    "spend_account",
                    "does not include what its plan does",
                    """
                    SELECT a.id AS name, t.included_usd AS expected,
                           a.included_nanos * 0.000000001 AS found
                    FROM spend_account a LEFT JOIN gateway_terms t
                        ON t.plan_id = a.plan_id AND t.version = a.plan_version
                    WHERE a.kind = 'customer' AND a.included_nanos * 0.000000001
                        <> CASE WHEN t.plan_id IS NULL THEN 0
                                ELSE coalesce(t.included_usd, 100000000) END
                    """);

    private PlanRules() {}

    static List<SqlCheck> all() {
        return List.of(CHARGED, CHARGE_OF_EVENT, PLAN, INCLUDED);
    }
}
