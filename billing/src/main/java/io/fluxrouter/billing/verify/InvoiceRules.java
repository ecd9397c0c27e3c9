package io.fluxrouter.billing.verify;

import java.util.List;

/** What must hold of invoices (research/billing.md 4.2, 12 to 15). */
final class InvoiceRules {
    private static final SqlCheck LINES =
            new SqlCheck(
                    "invoice",
                    "its lines do not add up to its sums",
                    """
                    SELECT coalesce(i.number, i.id::text) AS name,
                           i.subtotal || ' - ' || i.discount || ' + ' || i.tax AS expected,
                           l.amount || ' - ' || l.discount || ' + ' || l.tax AS found
                    FROM invoice i CROSS JOIN LATERAL (
                        SELECT coalesce(sum(amount), 0) AS amount, coalesce(sum(discount), 0) AS discount,
                               coalesce(sum(tax), 0) AS tax
                        FROM invoice_line WHERE invoice_id = i.id) l
                    WHERE (i.subtotal, i.discount, i.tax) IS DISTINCT FROM (l.amount, l.discount, l.tax)
                    """);

    private static final SqlCheck TAXES =
            new SqlCheck(
                    "invoice",
                    "its taxes by rate do not add up to its tax",
                    """
                    SELECT coalesce(i.number, i.id::text) AS name, i.tax AS expected, t.amount AS found
                    FROM invoice i CROSS JOIN LATERAL (
                        SELECT coalesce(sum((rate ->> 'amount')::numeric), 0) AS amount
                        FROM jsonb_array_elements(i.taxes) rate) t
                    WHERE i.tax <> t.amount
                    """);

    private static final SqlCheck TOTAL =
            new SqlCheck(
                    "invoice",
                    "subtotal - discount + tax is not its total",
                    """
                    SELECT coalesce(number, id::text) AS name, subtotal - discount + tax AS expected,
                           total AS found
                    FROM invoice WHERE subtotal - discount + tax <> total
                    """);

    private static final SqlCheck DUE =
            new SqlCheck(
                    "invoice",
                    "its state does not fit what is due",
                    """
                    SELECT number AS name, status AS expected,
                           total - credit_applied - amount_paid - amount_credited || ' due' AS found
                    FROM invoice
                    WHERE status = 'PAID' AND total - credit_applied - amount_paid - amount_credited <> 0
                       OR status IN ('OPEN', 'UNCOLLECTIBLE')
                          AND total - credit_applied - amount_paid - amount_credited <= 0
                    """);

    private static final SqlCheck PAYMENTS =
            new SqlCheck(
                    "invoice",
                    "is not what its payments add up to",
                    """
                    SELECT i.number AS name,
                           p.paid || ' paid, ' || p.credit || ' credit, ' || p.refunded || ' refunded' AS expected,
                           i.amount_paid || ' paid, ' || i.credit_applied || ' credit, ' || i.amount_refunded
                               || ' refunded' AS found
                    FROM invoice i CROSS JOIN LATERAL (
                        SELECT coalesce(sum(amount) FILTER (WHERE kind = 'payment'), 0) AS paid,
                               coalesce(sum(amount) FILTER (WHERE kind IN ('grant', 'balance')), 0) AS credit,
                               coalesce(sum(amount) FILTER (WHERE kind = 'refund'), 0) AS refunded
                        FROM invoice_payment WHERE invoice_id = i.id) p
                    WHERE i.status <> 'DRAFT' AND (i.amount_paid, greatest(i.credit_applied, 0), i.amount_refunded)
                        IS DISTINCT FROM (p.paid, p.credit, p.refunded)
                    """);

    private static final SqlCheck NUMBERS =
            new SqlCheck(
                    "document_counter",
                    "numbers of a year have a gap",
                    """
                    SELECT coalesce(c.organization_id, i.organization_id) || ' ' || coalesce(c.year, i.year) AS name,
                           '1 to ' || coalesce(c.last, 0) AS expected,
                           coalesce(i.count, 0) || ' numbers, the last ' || coalesce(i.last, 0) AS found
                    FROM (SELECT * FROM document_counter WHERE kind = 'invoice') c
                    FULL JOIN (SELECT organization_id, number_year AS year, count(*) AS count,
                                      max(number_sequence) AS last
                               FROM invoice WHERE number IS NOT NULL GROUP BY 1, 2) i
                        ON i.organization_id = c.organization_id AND i.year = c.year
                    WHERE (coalesce(i.count, 0), coalesce(i.last, 0)) IS DISTINCT FROM
                          (coalesce(c.last, 0), coalesce(c.last, 0))
                    """);

    private static final SqlCheck NUMBER_TEXT =
            new SqlCheck(
                    "invoice",
                    "its number is not its place in the year it became final",
                    """
                    SELECT id AS name,
                           'INV-' || extract(year FROM finalized_at AT TIME ZONE 'UTC') || '-'
                               || lpad(number_sequence::text, greatest(4, length(number_sequence::text)), '0')
                               AS expected,
                           number AS found
                    FROM invoice WHERE number IS NOT NULL AND number <>
                        'INV-' || extract(year FROM finalized_at AT TIME ZONE 'UTC') || '-'
                            || lpad(number_sequence::text, greatest(4, length(number_sequence::text)), '0')
                    """);

    private static final SqlCheck ONCE =
            new SqlCheck(
                    "invoice",
                    "is not the only one of its period",
                    """
                    SELECT subscription_id || ' ' || period_number AS name, 1 AS expected, count(*) AS found
                    FROM invoice WHERE reason = 'period'
                    GROUP BY subscription_id, period_number HAVING count(*) > 1
                    """);

    private static final SqlCheck MARKED =
            new SqlCheck(
                    "subscription_period",
                    "has an invoice, and is not marked so",
                    """
                    SELECT p.subscription_id || ' ' || p.number AS name, 'a time' AS expected,
                           p.invoiced_at::text AS found
                    FROM subscription_period p JOIN invoice i
                      ON i.subscription_id = p.subscription_id AND i.period_number = p.number
                    WHERE i.reason = 'period' AND p.invoiced_at IS NULL
                    """);

    private static final SqlCheck CREDITED =
            new SqlCheck(
                    "credit_note",
                    "more is credited or refunded than there was",
                    """
                    SELECT i.number AS name,
                           i.subtotal - i.discount || ' net, ' || i.tax || ' tax, ' || i.amount_paid || ' paid'
                               AS expected,
                           n.net || ' net, ' || n.tax || ' tax, ' || i.amount_refunded || ' refunded' AS found
                    FROM invoice i JOIN (
                        SELECT invoice_id, sum(subtotal) AS net, sum(tax) AS tax, sum(to_due) AS due
                        FROM credit_note GROUP BY 1) n ON n.invoice_id = i.id
                    WHERE n.net > i.subtotal - i.discount OR n.tax > i.tax OR n.due <> i.amount_credited
                       OR i.amount_refunded > i.amount_paid
                    """);

    private static final SqlCheck BALANCE =
            new SqlCheck(
                    "customer_balance",
                    "is not the sum of its entries",
                    """
                    SELECT customer_id || ' ' || currency AS name, coalesce(e.amount, 0) AS expected,
                           coalesce(b.balance, 0) AS found
                    FROM customer_balance b FULL JOIN (
                        SELECT customer_id, currency, sum(amount) AS amount FROM customer_balance_entry
                        GROUP BY 1, 2) e USING (customer_id, currency)
                    WHERE coalesce(e.amount, 0) <> coalesce(b.balance, 0)
                    """);

    /** In every currency, what is billed is the balance less what invoices still ask for. */
    private static final SqlCheck BILLED =
            new SqlCheck(
                    "ledger_balance",
                    "what is billed is not the customer's balance less what is due",
                    """
                    WITH asked AS (
                        SELECT customer_id, currency,
                               -sum(total - credit_applied - amount_paid - amount_credited) AS amount
                        FROM invoice WHERE status IN ('OPEN', 'UNCOLLECTIBLE') GROUP BY 1, 2
                        UNION ALL SELECT customer_id, currency, balance FROM customer_balance
                    ), expected AS (
                        SELECT customer_id, currency, sum(amount) AS amount FROM asked GROUP BY 1, 2
                    ), booked AS (
                        SELECT customer_id, 'USD' AS currency, balance_nanos * 0.000000001 AS amount
                        FROM ledger_balance WHERE account = 'billed'
                        UNION ALL
                        SELECT customer_id, currency,
                               sum(CASE WHEN to_account = 'billed' THEN amount ELSE -amount END)
                        FROM currency_transfer WHERE 'billed' IN (from_account, to_account) GROUP BY 1, 2
                    )
                    SELECT customer_id || ' ' || currency AS name, coalesce(e.amount, 0) AS expected,
                           coalesce(b.amount, 0) AS found
                    FROM expected e FULL JOIN booked b USING (customer_id, currency)
                    WHERE coalesce(e.amount, 0) <> coalesce(b.amount, 0)
                    """);

    private InvoiceRules() {}

    static List<SqlCheck> all() {
        return List.of(
                LINES,
                TAXES,
                TOTAL,
                DUE,
                PAYMENTS,
                NUMBERS,
                NUMBER_TEXT,
                ONCE,
                MARKED,
                CREDITED,
                BALANCE,
                BILLED);
    }
}
