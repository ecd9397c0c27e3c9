package io.fluxrouter.billing.scenario;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.invoice.ContentHash;
import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.billing.invoice.InvoiceQuery;
import io.fluxrouter.billing.invoice.InvoiceRun;
import io.fluxrouter.billing.invoice.InvoiceSettings;
import io.fluxrouter.billing.invoice.Invoices;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.subscription.Subscriptions;
import io.fluxrouter.billing.verify.Finding;
import io.fluxrouter.billing.verify.Verifier;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * The invariants 1 to 20 of research/billing.md 4.2, by their numbers there, as far as billing's
 * tables can break them. 1 to 5 are the verifier's, {@link #ledgerFindings}; 8 and 11 are {@link
 * RatingChecks}', the parts of 6, 10 and 17 to 19 that are not about invoices {@link MoneyRules}';
 * 16 is {@link Given#check}, which runs the workers again.
 *
 * <p>Not to be seen here: the reply to a caller (10, 17 "402, and no provider is called"), which
 * EqualityTest and CapTest ask of a whole node; the 409 of 6, which MoneyPostsTest asks over HTTP;
 * and 20, for which there must be a Stripe to compare with: no story has one, and CollectionTest
 * and RandomPurchasesTest reconcile with the simulated one. Here 20 is that nothing waits for
 * Stripe.
 */
final class Invariants {
    private Invariants() {}

    private static final List<Rule> RULES =
            List.of(
                    new Rule(
                            "6 an idempotency key has one event",
                            """
                            SELECT k.key FROM meter_event_key k LEFT JOIN meter_event e
                              ON e.id = k.event_id AND e.occurred_at = k.occurred_at
                            WHERE e.id IS NULL
                            UNION ALL
                            SELECT e.id FROM meter_event e
                            WHERE NOT EXISTS (SELECT FROM meter_event_key k WHERE k.event_id = e.id)
                              AND NOT EXISTS (SELECT FROM meter_event_correction c
                                              WHERE c.replaced_by = e.id)
                            """),
                    new Rule(
                            "7 an event is stored once",
                            """
                            SELECT e.id FROM meter_event e
                            GROUP BY e.organization_id, e.source, e.key, e.id HAVING count(*) > 1
                            UNION ALL
                            SELECT min(e.id::text)::uuid FROM meter_event e
                            WHERE NOT EXISTS (SELECT FROM meter_event_correction c
                                              WHERE c.event_id = e.id)
                            GROUP BY e.organization_id, e.source, e.key HAVING count(*) > 1
                            """),
                    new Rule(
                            "9 periods of a subscription do not overlap",
                            """
                            SELECT a.subscription_id FROM subscription_period a
                            JOIN subscription_period b ON b.subscription_id = a.subscription_id
                              AND b.number > a.number AND a.starts_at < b.ends_at
                              AND b.starts_at < a.ends_at
                            """),
                    new Rule(
                            "9 periods leave no gap but where none follows",
                            """
                            SELECT a.subscription_id FROM subscription_period a
                            JOIN subscription_period b ON b.subscription_id = a.subscription_id
                              AND b.number = a.number + 1
                            WHERE NOT a.is_last AND a.ends_at <> b.starts_at
                            """),
                    new Rule(
                            "9 phases cover the periods, once",
                            """
                            SELECT p.subscription_id FROM subscription_period p
                            JOIN subscription s ON s.id = p.subscription_id
                            WHERE p.invoiced_at IS NOT NULL AND p.ends_at > p.starts_at AND
                              (SELECT sum(least(coalesce(f.ends_at, p.ends_at), p.ends_at)
                                          - greatest(f.starts_at, p.starts_at))
                               FROM subscription_phase f
                               WHERE f.subscription_id = p.subscription_id
                                 AND f.starts_at < p.ends_at
                                 AND coalesce(f.ends_at, p.ends_at) > p.starts_at)
                              IS DISTINCT FROM p.ends_at - p.starts_at
                            """),
                    new Rule(
                            "9 what was known when the last invoice became final is billed, once",
                            """
                            WITH billed AS (
                                SELECT i.subscription_id, i.customer_id, l.charge_id, l.service_from,
                                       l.service_until, sum(l.quantity) AS quantity
                                FROM invoice i JOIN invoice_line l ON l.invoice_id = i.id
                                JOIN meter m ON m.id = l.meter_id AND m.aggregation = 'SUM'
                                    AND m.event_name = 'calls'
                                WHERE i.status <> 'DRAFT' AND l.dimensions = '{}'
                                  AND (l.kind = 'usage' OR l.adjusts_kind = 'usage')
                                GROUP BY 1, 2, 3, 4, 5),
                            latest AS (
                                SELECT subscription_id, max(finalized_at) AS at FROM invoice
                                WHERE status <> 'DRAFT' GROUP BY 1)
                            SELECT b.subscription_id FROM billed b JOIN latest USING (subscription_id)
                            WHERE b.quantity <> (
                                SELECT coalesce(sum(event_number(e.properties -> 'n')), 0)
                                FROM meter_event e
                                WHERE e.customer_id = b.customer_id AND e.name = 'calls'
                                  AND e.occurred_at >= b.service_from
                                  AND e.occurred_at < b.service_until
                                  AND e.stored_at < latest.at
                                  AND NOT EXISTS (SELECT FROM meter_event_correction c
                                                  WHERE c.event_id = e.id
                                                    AND c.corrected_at < latest.at))
                            """),
                    new Rule(
                            "11 what was used never costs less than nothing",
                            """
                            SELECT invoice_id FROM invoice_line
                            WHERE kind IN ('usage', 'minimum') AND quantity >= 0 AND amount < 0
                            """),
                    new Rule(
                            "12 the lines are the subtotal",
                            """
                            SELECT i.id FROM invoice i WHERE i.subtotal <> (
                                SELECT coalesce(sum(l.amount), 0) FROM invoice_line l
                                WHERE l.invoice_id = i.id)
                            """),
                    new Rule(
                            "12 the lines' shares are discount and tax",
                            """
                            SELECT i.id FROM invoice i WHERE (i.discount, i.tax) <> (
                                SELECT coalesce(sum(l.discount), 0), coalesce(sum(l.tax), 0)
                                FROM invoice_line l WHERE l.invoice_id = i.id)
                            """),
                    new Rule(
                            "12 subtotal less discount and tax is the total, and nothing due is"
                                    + " below zero",
                            """
                            SELECT id FROM invoice WHERE subtotal - discount + tax <> total
                              OR status <> 'DRAFT'
                                 AND total - credit_applied - amount_paid - amount_credited < 0
                            """),
                    new Rule(
                            "12 the books ask for what the invoice asks for",
                            """
                            SELECT i.id FROM invoice i
                            WHERE i.status <> 'DRAFT' AND i.currency = 'USD' AND i.total * 1000000000 <> (
                                SELECT coalesce(sum(CASE WHEN t.from_account = 'billed'
                                    THEN t.amount_nanos ELSE -t.amount_nanos END), 0)
                                FROM transfer t WHERE t.kind = 'invoice'
                                  AND t.customer_id = i.customer_id
                                  AND t.reference = 'invoice:' || i.id
                                  AND 'billed' IN (t.from_account, t.to_account))
                            """),
                    new Rule(
                            "13 one invoice for a period and a reason",
                            """
                            SELECT subscription_id FROM invoice WHERE subscription_id IS NOT NULL
                            GROUP BY subscription_id, period_number, reason, occasion
                            HAVING count(*) > 1
                            """),
                    new Rule(
                            "13 every period that is over has an invoice, or nothing to bill",
                            """
                            SELECT p.subscription_id FROM subscription_period p
                            JOIN subscription s ON s.id = p.subscription_id
                            WHERE p.invoiced_at IS NULL AND (p.is_last OR p.number < s.period_number)
                            UNION ALL
                            SELECT p.subscription_id FROM subscription_period p
                            JOIN pending_invoice_line l ON l.subscription_id = p.subscription_id
                              AND l.period_number = p.number
                            WHERE p.invoiced_at IS NOT NULL AND l.invoice_id IS NULL
                            """),
                    new Rule(
                            "14 numbers have no gaps",
                            """
                            SELECT organization_id FROM invoice WHERE number IS NOT NULL
                            GROUP BY organization_id, number_year
                            HAVING max(number_sequence) <> count(*) OR min(number_sequence) <> 1
                              OR max(number_sequence) <> (SELECT last FROM document_counter c
                                  WHERE c.organization_id = invoice.organization_id
                                    AND c.kind = 'invoice' AND c.year = number_year)
                            """),
                    new Rule(
                            "14 numbers go by time, as far as one clock tells, and by the year in"
                                    + " UTC",
                            """
                            SELECT id FROM (
                                SELECT i.id, number_year, finalized_at, lag(finalized_at) OVER (
                                    PARTITION BY i.organization_id, c.test_clock_id, number_year
                                    ORDER BY number_sequence) AS before
                                FROM invoice i JOIN customer c ON c.id = i.customer_id
                                WHERE number IS NOT NULL) numbered
                            WHERE before > finalized_at
                              OR number_year <> extract(year FROM finalized_at AT TIME ZONE 'UTC')
                            """),
                    new Rule(
                            "15 what is given back is not more than what was paid",
                            """
                            SELECT id FROM invoice WHERE amount_refunded > amount_paid
                            UNION ALL
                            SELECT i.id FROM invoice i JOIN credit_note n ON n.invoice_id = i.id
                            GROUP BY i.id, i.total HAVING sum(n.total) > greatest(i.total, 0)
                            """));

    /** What breaks a rule, as the rule's name and what it is about. */
    static List<String> violations(Jdbi jdbi) {
        List<String> found = new ArrayList<>();
        jdbi.useHandle(
                handle -> {
                    RULES.forEach(rule -> rule.addBroken(handle, found));
                    MoneyRules.ALL.forEach(rule -> rule.addBroken(handle, found));
                    RatingChecks.addBroken(handle, found);
                });
        changed(jdbi).forEach(one -> found.add("13 a final invoice stays as it is: " + one.id()));
        return found;
    }

    private static List<Invoice> changed(Jdbi jdbi) {
        InstantSource noTime = () -> Instant.EPOCH;
        InvoiceRun run =
                new InvoiceRun(
                        jdbi,
                        new MeterBook(jdbi, System::nanoTime),
                        new Subscriptions(jdbi, noTime),
                        InvoiceSettings.STANDARD);
        Invoices invoices = new Invoices(jdbi, run, noTime);
        List<Invoice> found = new ArrayList<>();
        int pages = 1;
        for (int number = 1; number <= pages; number++) {
            NumberedPage page = new NumberedPage(number, NumberedPage.MAX_SIZE);
            var listing = invoices.list(InvoiceQuery.all(Organization.OPERATOR), page);
            pages = page.pagesOf(listing.total());
            listing.items().stream()
                    .filter(one -> one.contentHash() != null)
                    .filter(one -> !ContentHash.of(one).equals(one.contentHash()))
                    .forEach(found::add);
        }
        return found;
    }

    /** 1 to 5: sums, chain, balances, grants and holds, recomputed. */
    static List<Finding> ledgerFindings(Jdbi jdbi) {
        return new Verifier(jdbi).verify(Instant.parse("2100-01-01T00:00:00Z"));
    }
}
