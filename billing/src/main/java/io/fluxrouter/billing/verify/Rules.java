package io.fluxrouter.billing.verify;

import java.util.List;

/** What must hold between the tables, whoever wrote them. */
final class Rules {
    private static final SqlCheck LEDGER_HEAD =
            new SqlCheck(
                    "ledger_head",
                    "is not the customer's last transfer",
                    """
                    SELECT customer_id AS name,
                           coalesce(l.sequence, 0) || ' ' || coalesce(l.hash, repeat('0', 64)) AS expected,
                           h.sequence || ' ' || h.hash AS found
                    FROM ledger_head h FULL JOIN (
                        SELECT DISTINCT ON (customer_id) customer_id, sequence, hash FROM transfer
                        ORDER BY customer_id, sequence DESC) l USING (customer_id)
                    WHERE (h.sequence, h.hash)
                        IS DISTINCT FROM (coalesce(l.sequence, 0), coalesce(l.hash, repeat('0', 64)))
                    """);

    private static final SqlCheck LEDGER_BALANCE =
            new SqlCheck(
                    "ledger_balance",
                    "is not the sum of the transfers",
                    """
                    WITH entry AS (
                        SELECT customer_id, from_account AS account, -amount_nanos AS amount FROM transfer
                        UNION ALL SELECT customer_id, to_account, amount_nanos FROM transfer
                    ), posted AS (
                        SELECT customer_id, account, sum(amount) AS amount FROM entry GROUP BY 1, 2
                    )
                    SELECT customer_id || ' ' || account AS name, coalesce(amount, 0) AS expected,
                           coalesce(balance_nanos, 0) AS found
                    FROM posted FULL JOIN ledger_balance USING (customer_id, account)
                    WHERE coalesce(amount, 0) <> coalesce(balance_nanos, 0)
                    """);

    private static final SqlCheck ZERO_SUM =
            new SqlCheck(
                    "ledger_balance",
                    "a customer's accounts do not sum to zero",
                    """
                    SELECT customer_id AS name, 0 AS expected, sum(balance_nanos) AS found
                    FROM ledger_balance GROUP BY customer_id HAVING sum(balance_nanos) <> 0
                    """);

    private static final SqlCheck SETTLEMENT =
            new SqlCheck(
                    "settlement",
                    "does not match its events",
                    """
                    SELECT id AS name, coalesce(e.events, 0) || ' costing ' || coalesce(e.cost, 0) AS expected,
                           s.events || ' costing ' || s.cost_nanos AS found
                    FROM settlement s FULL JOIN (
                        SELECT settlement_id AS id, count(*) AS events, sum(cost_nanos) AS cost
                        FROM usage_event GROUP BY 1) e USING (id)
                    WHERE (s.events, s.cost_nanos)
                        IS DISTINCT FROM (coalesce(e.events, 0), coalesce(e.cost, 0))
                    """);

    private static final SqlCheck GRANT_POSTED =
            new SqlCheck(
                    "credit_grant",
                    "is not what the ledger says was given",
                    """
                    SELECT coalesce(g.id::text, t.reference) AS name, t.amount_nanos AS expected,
                           g.amount_nanos AS found
                    FROM credit_grant g FULL JOIN (
                        SELECT customer_id, reference, amount_nanos FROM transfer
                        WHERE kind IN ('grant', 'purchase', 'adjustment') AND to_account = 'credit'
                          AND (kind <> 'adjustment' OR reference LIKE 'grant:%')) t
                    ON t.reference = 'grant:' || g.id AND t.customer_id = g.customer_id
                    WHERE t.amount_nanos IS DISTINCT FROM g.amount_nanos
                    """);

    private static final SqlCheck CREDIT_OF_GRANTS =
            new SqlCheck(
                    "spend_account",
                    "its credit is not what is left of the grants",
                    """
                    SELECT a.id AS name, coalesce(g.remaining, 0) AS expected, a.credit_nanos AS found
                    FROM spend_account a LEFT JOIN (
                        SELECT customer_id, sum(remaining_nanos) AS remaining FROM credit_grant GROUP BY 1) g
                    ON g.customer_id = a.id
                    WHERE a.credit_nanos <> coalesce(g.remaining, 0)
                    """);

    private static final SqlCheck CREDIT_OF_LEDGER =
            new SqlCheck(
                    "spend_account",
                    "its credit is not the ledger's",
                    """
                    SELECT a.id AS name, coalesce(b.balance_nanos, 0) AS expected, a.credit_nanos AS found
                    FROM spend_account a
                    LEFT JOIN ledger_balance b ON b.customer_id = a.id AND b.account = 'credit'
                    WHERE a.credit_nanos <> coalesce(b.balance_nanos, 0)
                    """);

    private static final SqlCheck ALLOWANCE_USED =
            new SqlCheck(
                    "allowance",
                    "its months do not sum to what the ledger took from it",
                    """
                    SELECT customer_id AS name, coalesce(t.paid, 0) AS expected, coalesce(a.used, 0) AS found
                    FROM (SELECT customer_id, sum(used_nanos) AS used FROM allowance GROUP BY 1) a
                    FULL JOIN (
                        SELECT customer_id, sum(amount_nanos) AS paid FROM transfer
                        WHERE kind = 'usage_debit' AND from_account = 'allowance' GROUP BY 1) t
                    USING (customer_id)
                    WHERE coalesce(t.paid, 0) <> coalesce(a.used, 0)
                    """);

    private static final SqlCheck ALLOWANCE_INCLUDED =
            new SqlCheck(
                    "allowance",
                    "more is used than was included",
                    """
                    SELECT customer_id || ' ' || month AS name, included_nanos AS expected, used_nanos AS found
                    FROM allowance WHERE used_nanos > included_nanos
                    """);

    private static final SqlCheck RECEIVABLE =
            new SqlCheck(
                    "allowance",
                    "what is invoiced, owed and paid back is not what the ledger put on account",
                    """
                    SELECT a.id AS name, coalesce(t.charged, 0) AS expected,
                           coalesce(m.invoiced, 0) + a.owed_nanos + coalesce(t.paid_back, 0) AS found
                    FROM spend_account a
                    LEFT JOIN (SELECT customer_id, sum(receivable_nanos) AS invoiced FROM allowance
                               GROUP BY 1) m ON m.customer_id = a.id
                    LEFT JOIN (
                        SELECT customer_id,
                               sum(amount_nanos) FILTER (WHERE kind IN ('usage_debit', 'refund')
                                   AND from_account = 'receivable') AS charged,
                               coalesce(sum(amount_nanos) FILTER (WHERE kind = 'payment'
                                   AND reference = 'owed'), 0) AS paid_back
                        FROM transfer GROUP BY 1) t ON t.customer_id = a.id
                    WHERE a.kind = 'customer' AND coalesce(t.charged, 0)
                        <> coalesce(m.invoiced, 0) + a.owed_nanos + coalesce(t.paid_back, 0)
                    """);

    private static final SqlCheck LEASED =
            new SqlCheck(
                    "spend_account",
                    "what is leased is not the sum of its leases",
                    """
                    SELECT a.id AS name, coalesce(l.amount, 0) AS expected, a.leased_nanos AS found
                    FROM spend_account a LEFT JOIN (
                        SELECT account_id, sum(amount_nanos) AS amount FROM lease GROUP BY 1) l
                    ON l.account_id = a.id
                    WHERE a.leased_nanos <> coalesce(l.amount, 0)
                    """);

    private static final SqlCheck CUSTOMER_SETTLED =
            new SqlCheck(
                    "spend_account",
                    "what is settled is not what the month counted",
                    """
                    SELECT a.id AS name, coalesce(m.used_nanos + m.receivable_nanos, 0) AS expected,
                           a.settled_nanos AS found
                    FROM spend_account a
                    LEFT JOIN allowance m ON m.customer_id = a.id AND m.month::timestamp AT TIME ZONE 'UTC' = a.period_start
                    WHERE a.kind = 'customer'
                      AND a.settled_nanos <> coalesce(m.used_nanos + m.receivable_nanos, 0)
                    """);

    /** Of keys that have a limit now: without one, an account only keeps its leases. */
    private static final SqlCheck KEY_SETTLED =
            new SqlCheck(
                    "spend_account",
                    "what is settled is not what the key used in the period",
                    """
                    WITH a AS (
                        SELECT a.id, a.settled_nanos, k.customer_id,
                               a.period_start AS since,
                               CASE a.period
                                   WHEN 'daily' THEN a.period_start + interval '1 day'
                                   WHEN 'weekly' THEN a.period_start + interval '7 days'
                                   WHEN 'monthly' THEN (a.period_start AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC'
                                   ELSE 'infinity' END AS until
                        FROM spend_account a JOIN api_key k ON k.id = a.id
                        WHERE a.kind = 'key' AND k.spend_limit_nanos IS NOT NULL
                    )
                    SELECT a.id AS name, coalesce(sum(h.cost_nanos), 0) AS expected, a.settled_nanos AS found
                    FROM a LEFT JOIN usage_hourly h ON h.customer_id = a.customer_id AND h.key_id = a.id
                        AND h.hour >= a.since AND h.hour < a.until
                    GROUP BY a.id, a.settled_nanos
                    HAVING coalesce(sum(h.cost_nanos), 0) <> a.settled_nanos
                    """);

    /**
     * A cap may have been lowered below it in the same period: then the owner was changed in it.
     */
    private static final SqlCheck WITHIN_CAP =
            new SqlCheck(
                    "spend_account",
                    "more is settled than the cap, beyond what providers overran",
                    """
                    SELECT a.id AS name, a.cap_nanos AS expected, a.settled_nanos AS found
                    FROM spend_account a
                    LEFT JOIN customer c ON c.id = a.id
                    LEFT JOIN api_key k ON k.id = a.id AND k.spend_limit_nanos IS NOT NULL
                    WHERE a.settled_nanos > a.cap_nanos
                      AND coalesce(greatest(c.updated_at, a.terms_at), k.updated_at)
                          < a.period_start
                      AND a.settled_nanos - a.cap_nanos > (
                          SELECT coalesce(sum(e.cost_nanos), 0) FROM usage_event e
                          WHERE e.customer_id = coalesce(c.id, k.customer_id) AND e.overrun
                          AND (k.id IS NULL OR e.key_id = k.id)
                          AND e.occurred_at >= a.period_start)
                    """);

    private static final SqlCheck NOT_IN_FUTURE =
            new SqlCheck(
                    "spend_account",
                    "its period has not begun",
                    """
                    SELECT id AS name, CAST(:now AS timestamptz) AS expected, period_start AS found
                    FROM spend_account
                    WHERE period_start
                        > CAST(:now AS timestamptz) + interval '1 day'
                    """);

    private static final SqlCheck REJECTED =
            new SqlCheck(
                    "rejected_event",
                    "was set aside, and nobody has said what became of it",
                    """
                    SELECT id || ' of customer ' || customer_id AS name,
                           'settled, at a cost of ' || cost_nanos AS expected,
                           reason || ': ' || detail AS found
                    FROM rejected_event WHERE resolved_at IS NULL ORDER BY rejected_at, id
                    """);

    private Rules() {}

    static List<SqlCheck> all() {
        return List.of(
                LEDGER_HEAD,
                LEDGER_BALANCE,
                ZERO_SUM,
                SETTLEMENT,
                GRANT_POSTED,
                CREDIT_OF_GRANTS,
                CREDIT_OF_LEDGER,
                ALLOWANCE_USED,
                ALLOWANCE_INCLUDED,
                RECEIVABLE,
                LEASED,
                CUSTOMER_SETTLED,
                KEY_SETTLED,
                WITHIN_CAP,
                NOT_IN_FUTURE,
                REJECTED);
    }
}
