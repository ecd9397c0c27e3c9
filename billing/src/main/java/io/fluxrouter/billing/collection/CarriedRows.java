package io.fluxrouter.billing.collection;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.invoice.AmountDue;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Rows of {@code invoice_collection} that another one carries: their invoices are below Stripe's
 * least charge of 50 cents. They have no attempt of their own.
 */
final class CarriedRows {
    /** Open invoices below the least charge, of customers with a card, that nobody collects. */
    private static final String SMALL =
            """
            SELECT i.id, i.customer_id, i.currency, i.finalized_at, %1$s AS due
            FROM invoice i
            JOIN stripe_customer s ON s.customer_id = i.customer_id AND s.payment_method IS NOT NULL
            WHERE i.status = 'OPEN' AND i.organization_id = :operator
              AND %1$s > 0 AND %1$s < %2$s
              AND NOT EXISTS (SELECT FROM invoice_collection c WHERE c.invoice_id = i.id)
            """
                    .formatted(AmountDue.SQL, AmountDue.LEAST_CHARGE);

    private CarriedRows() {}

    /** Lets the oldest of a customer's small invoices ask for all of them, once they are enough. */
    static void lead(Handle tx, Instant now) {
        tx.createUpdate(
                        """
                        INSERT INTO invoice_collection (invoice_id, status, next_attempt_at, created_at,
                            updated_at)
                        SELECT (array_agg(id ORDER BY finalized_at, id))[1], 'pending', :now, :now, :now
                        FROM (%s) small GROUP BY customer_id, currency HAVING sum(due) >= %s
                        ON CONFLICT DO NOTHING
                        """
                                .formatted(SMALL, AmountDue.LEAST_CHARGE))
                .bind("now", now)
                .bind("operator", Organization.OPERATOR)
                .execute();
    }

    /** Adds small invoices to one of the same customer that nobody has begun to push. */
    static void join(Handle tx, Instant now) {
        tx.createUpdate(
                        """
                        WITH leader AS (
                            SELECT c.invoice_id, i.customer_id, i.currency FROM invoice_collection c
                            JOIN invoice i ON i.id = c.invoice_id
                            WHERE c.status = 'pending' AND c.attempts = 0 AND c.carried_by IS NULL
                              AND EXISTS (SELECT FROM (%s) small WHERE small.customer_id = i.customer_id)
                            FOR UPDATE OF c SKIP LOCKED)
                        INSERT INTO invoice_collection (invoice_id, carried_by, status, created_at,
                            updated_at)
                        SELECT DISTINCT ON (small.id) small.id, leader.invoice_id, 'pending', :now, :now
                        FROM (%s) small JOIN leader ON leader.customer_id = small.customer_id
                            AND leader.currency = small.currency
                        ORDER BY small.id, leader.invoice_id
                        ON CONFLICT DO NOTHING
                        """
                                .formatted(SMALL, SMALL))
                .bind("now", now)
                .bind("operator", Organization.OPERATOR)
                .execute();
    }

    /** The invoices that one carries, in the order it lists them. */
    static List<UUID> of(Handle handle, UUID leader) {
        return handle.createQuery(
                        """
                        SELECT invoice_id FROM invoice_collection
                        WHERE carried_by = :leader AND status = 'pending' ORDER BY invoice_id
                        """)
                .bind("leader", leader)
                .mapTo(UUID.class)
                .list();
    }

    /** Lets them wait for another one. */
    static void release(Handle tx, UUID leader) {
        tx.execute(
                "DELETE FROM invoice_collection WHERE carried_by = ? AND status = 'pending'",
                leader);
    }
}
