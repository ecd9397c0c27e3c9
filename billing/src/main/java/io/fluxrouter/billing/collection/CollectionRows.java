package io.fluxrouter.billing.collection;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.collection.Collected.Status;
import io.fluxrouter.billing.invoice.AmountDue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code invoice_collection}. */
final class CollectionRows {
    private CollectionRows() {}

    /**
     * Takes up the operator's open invoices whose customers have a card. Less than Stripe charges
     * is carried over, see {@link CarriedRows}.
     */
    static int adopt(Handle tx, Instant now) {
        return tx.createUpdate(
                        """
                        INSERT INTO invoice_collection (invoice_id, status, next_attempt_at, created_at,
                            updated_at)
                        SELECT i.id, 'pending', :now, :now, :now FROM invoice i
                        JOIN stripe_customer s ON s.customer_id = i.customer_id
                            AND s.payment_method IS NOT NULL
                        WHERE i.status = 'OPEN' AND i.organization_id = :operator
                          AND %s
                          AND NOT EXISTS (SELECT FROM invoice_collection c WHERE c.invoice_id = i.id)
                        ON CONFLICT DO NOTHING
                        """
                                .formatted(AmountDue.CHARGEABLE))
                .bind("now", now)
                .bind("operator", Organization.OPERATOR)
                .execute();
    }

    /**
     * Lets those be looked at now that wait for days, where the invoice was settled by other means
     * or there is another card.
     */
    static int hasten(Handle tx, Instant now) {
        return tx.createUpdate(
                        """
                        UPDATE invoice_collection c SET next_attempt_at = :now
                        FROM invoice i LEFT JOIN stripe_customer s ON s.customer_id = i.customer_id
                        WHERE i.id = c.invoice_id AND c.status IN ('pending', 'open')
                          AND c.next_attempt_at > :soon
                          AND (i.status IN ('PAID', 'VOID')
                               OR c.failures > 0 AND s.payment_method <> c.refused_card)
                        """)
                .bind("now", now)
                .bind("soon", now.plusSeconds(300))
                .execute();
    }

    static Optional<Collected> claim(Handle tx, Instant now, Instant until) {
        return tx.createQuery(
                        """
                        UPDATE invoice_collection SET next_attempt_at = :until, attempts = attempts + 1
                        WHERE invoice_id = (SELECT invoice_id FROM invoice_collection
                                            WHERE next_attempt_at <= :now
                                            ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING *
                        """)
                .bind("now", now)
                .bind("until", until)
                .map((row, context) -> read(row))
                .findOne();
    }

    static Optional<Collected> find(Handle handle, UUID invoiceId) {
        return handle.createQuery("SELECT * FROM invoice_collection WHERE invoice_id = :id")
                .bind("id", invoiceId)
                .map((row, context) -> read(row))
                .findOne();
    }

    static Optional<Collected> lock(Handle tx, UUID invoiceId) {
        return tx.createQuery("SELECT * FROM invoice_collection WHERE invoice_id = :id FOR UPDATE")
                .bind("id", invoiceId)
                .map((row, context) -> read(row))
                .findOne();
    }

    static void pushed(Handle tx, UUID invoiceId, String stripeId, Status status, Instant now) {
        tx.createUpdate(
                        """
                        UPDATE invoice_collection
                        SET stripe_id = :stripe, status = :status, updated_at = :now
                        WHERE invoice_id = :id AND status IN ('pending', 'open')
                        """)
                .bind("id", invoiceId)
                .bind("stripe", stripeId)
                .bind("status", status.key())
                .bind("now", now)
                .execute();
    }

    static void ended(Handle tx, UUID invoiceId, Status status, @Nullable String why, Instant now) {
        tx.createUpdate(
                        """
                        UPDATE invoice_collection
                        SET status = :status, failure = :why, is_on_hold = false,
                            next_attempt_at = NULL, updated_at = :now
                        WHERE invoice_id = :id
                        """)
                .bind("id", invoiceId)
                .bind("status", status.key())
                .bind("why", why)
                .bind("now", now)
                .execute();
    }

    static void refused(Handle tx, Collected after, String why, Instant next, Instant now) {
        tx.createUpdate(
                        """
                        UPDATE invoice_collection
                        SET failures = :failures, failed_since = :since, is_on_hold = :hold,
                            failure = :why, next_attempt_at = :next, updated_at = :now,
                            refused_card = (SELECT s.payment_method FROM stripe_customer s
                                JOIN invoice i ON i.customer_id = s.customer_id
                                WHERE i.id = :id)
                        WHERE invoice_id = :id
                        """)
                .bind("id", after.invoiceId())
                .bind("failures", after.failures())
                .bind("since", after.failedSince())
                .bind("hold", after.onHold())
                .bind("why", why)
                .bind("next", next)
                .bind("now", now)
                .execute();
    }

    static void tryAgain(Handle tx, UUID invoiceId, boolean stripeFailed, Instant at) {
        tx.createUpdate(
                        """
                        UPDATE invoice_collection
                        SET next_attempt_at = :at, tries = tries + :more
                        WHERE invoice_id = :id AND status IN ('pending', 'open')
                        """)
                .bind("id", invoiceId)
                .bind("more", stripeFailed ? 1 : 0)
                .bind("at", at)
                .execute();
    }

    private static Collected read(ResultSet row) throws SQLException {
        OffsetDateTime since = row.getObject("failed_since", OffsetDateTime.class);
        return new Collected(
                row.getObject("invoice_id", UUID.class),
                row.getString("stripe_id"),
                Status.byKey(row.getString("status")),
                row.getInt("failures"),
                since == null ? null : since.toInstant(),
                row.getBoolean("is_on_hold"),
                row.getInt("attempts"),
                row.getInt("tries"));
    }
}
