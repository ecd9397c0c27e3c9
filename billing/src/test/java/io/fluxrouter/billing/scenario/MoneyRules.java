package io.fluxrouter.billing.scenario;

import java.util.List;

/**
 * The rules of money that is on its way: requests and their leases, purchases and their grants. A
 * story ends with all requests answered, so no lease is out.
 */
final class MoneyRules {
    private MoneyRules() {}

    static final List<Rule> ALL =
            List.of(
                    new Rule(
                            "6 what happened once is in the ledger once",
                            """
                            SELECT reference FROM transfer
                            WHERE kind IN ('purchase', 'grant')
                            GROUP BY customer_id, reference HAVING count(*) > 1
                            """),
                    new Rule(
                            "6 an idempotency key has one purchase",
                            """
                            SELECT idempotency_key FROM credit_purchase WHERE idempotency_key IS NOT NULL
                            GROUP BY customer_id, idempotency_key HAVING count(*) > 1
                            """),
                    new Rule(
                            "10 requests, roll-ups and the ledger say the same cost",
                            """
                            WITH requests AS (
                                SELECT customer_id, sum(cost_nanos) AS nanos FROM usage_event GROUP BY 1),
                            hours AS (
                                SELECT customer_id, sum(cost_nanos) AS nanos FROM usage_hourly GROUP BY 1),
                            debits AS (
                                SELECT customer_id, sum(amount_nanos) AS nanos FROM transfer
                                WHERE kind = 'usage_debit' GROUP BY 1)
                            SELECT customer_id FROM requests FULL JOIN hours USING (customer_id)
                            FULL JOIN debits USING (customer_id)
                            WHERE (coalesce(requests.nanos, 0), coalesce(requests.nanos, 0))
                                <> (coalesce(hours.nanos, 0), coalesce(debits.nanos, 0))
                            """),
                    new Rule(
                            "10 what requests put on account stands on invoices",
                            """
                            WITH billed AS (
                                SELECT i.customer_id, l.service_from, l.service_until,
                                       sum(l.quantity) AS dollars, max(i.finalized_at) AS at
                                FROM invoice i JOIN invoice_line l ON l.invoice_id = i.id
                                JOIN meter m ON m.id = l.meter_id AND m.name = 'llm_invoiced_usd'
                                WHERE i.status <> 'DRAFT' GROUP BY 1, 2, 3)
                            SELECT customer_id FROM billed b WHERE dollars <> (
                                SELECT coalesce(sum(amount_nanos), 0) * 0.000000001
                                FROM usage_charge c JOIN settlement s ON s.id = c.settlement_id
                                WHERE c.customer_id = b.customer_id
                                  AND c.occurred_at >= b.service_from
                                  AND c.occurred_at < b.service_until AND s.settled_at < b.at)
                            """),
                    new Rule(
                            "17 what is settled and what is leased are within what there is",
                            """
                            SELECT id FROM spend_account WHERE leased_nanos
                                > greatest(cap_nanos - settled_nanos + credit_nanos - owed_nanos, 0)
                            """),
                    new Rule(
                            "18 no lease is out, and nothing is held",
                            """
                            SELECT id FROM spend_account WHERE leased_nanos <> 0
                            UNION ALL SELECT account_id FROM lease WHERE amount_nanos <> 0
                            """),
                    new Rule(
                            "19 a purchase that is paid gave its credit, once",
                            """
                            SELECT p.id FROM credit_purchase p WHERE p.paid_at IS NOT NULL AND (
                                SELECT coalesce(sum(amount_nanos), 0) FROM credit_grant g
                                WHERE g.reason = 'purchase:' || p.id)
                                <> p.credit_nanos + p.bonus_nanos
                            UNION ALL
                            SELECT p.id FROM credit_purchase p WHERE p.paid_at IS NULL
                              AND EXISTS (SELECT FROM credit_grant g WHERE g.reason = 'purchase:' || p.id)
                            """),
                    new Rule(
                            "19 a session, a payment and an invoice of Stripe's are used once",
                            """
                            SELECT payment_intent FROM credit_purchase WHERE payment_intent IS NOT NULL
                            GROUP BY 1 HAVING count(*) > 1
                            UNION ALL
                            SELECT checkout_session FROM credit_purchase WHERE checkout_session IS NOT NULL
                            GROUP BY 1 HAVING count(*) > 1
                            UNION ALL
                            SELECT stripe_id FROM invoice_collection WHERE stripe_id IS NOT NULL
                            GROUP BY 1 HAVING count(*) > 1
                            """),
                    new Rule(
                            "20 nothing waits for Stripe",
                            """
                            SELECT id FROM credit_purchase WHERE next_attempt_at IS NOT NULL
                            UNION ALL SELECT id FROM credit_refund WHERE next_attempt_at IS NOT NULL
                            UNION ALL SELECT invoice_id FROM invoice_collection
                            WHERE next_attempt_at IS NOT NULL
                            """));
}
