package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.subscription.BilledPeriods;
import io.fluxrouter.billing.subscription.Subscriptions;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What unpaid invoices mean for their subscription: PAST_DUE while one is overdue, ACTIVE again
 * when none is. One below 50 cents, which no card is charged for, waits for the next one and is
 * never overdue. One that was given up is not paid, and helps nobody back.
 */
final class Standing {
    static final String AUTHOR = "clock";

    private final Subscriptions subscriptions;

    Standing(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    /** After an invoice was paid or withdrawn, in the same transaction. */
    void recover(Handle tx, Invoice settled, Instant now) {
        UUID subscription = settled.subject().subscriptionId();
        if (subscription == null) return;
        // First the row: of two invoices paid at once, the second then sees the first.
        BilledPeriods.lock(tx, subscription);
        if (hasStatus(tx, subscription, "PAST_DUE") && !isOverdue(tx, subscription, now)) {
            subscriptions.recover(subscription, AUTHOR);
        }
    }

    /** Marks one subscription that has an overdue invoice; false where there is none. */
    boolean markNext(Handle tx, Whose whose, Instant now) {
        Optional<UUID> found =
                whose.bind(
                                tx.createQuery(
                                        """
                                        SELECT s.id FROM subscription s
                                        JOIN customer c ON c.id = s.customer_id
                                        WHERE s.status = 'ACTIVE' AND s.deleted_at IS NULL AND %s
                                          AND s.id IN (SELECT i.subscription_id FROM invoice i
                                                       WHERE i.status = 'OPEN' AND i.due_at <= :now
                                                         AND %s)
                                        ORDER BY s.id LIMIT 1 FOR UPDATE OF s SKIP LOCKED
                                        """
                                                .formatted(whose.sql(), AmountDue.CHARGEABLE)))
                        .bind("now", now)
                        .mapTo(UUID.class)
                        .findOne();
        // It may have been paid between the look and the lock.
        found.filter(id -> isOverdue(tx, id, now))
                .ifPresent(id -> subscriptions.fallBehind(id, AUTHOR));
        return found.isPresent();
    }

    private static boolean isOverdue(Handle tx, UUID subscription, Instant now) {
        return tx.createQuery(
                        """
                        SELECT count(*) > 0 FROM invoice i
                        WHERE i.subscription_id = :id AND i.status = 'OPEN' AND i.due_at <= :now
                          AND %s
                        """
                                .formatted(AmountDue.CHARGEABLE))
                .bind("id", subscription)
                .bind("now", now)
                .mapTo(Boolean.class)
                .one();
    }

    private static boolean hasStatus(Handle tx, UUID subscription, String status) {
        return tx.createQuery(
                        """
                        SELECT count(*) > 0 FROM subscription
                        WHERE id = :id AND status = :status AND deleted_at IS NULL
                        """)
                .bind("id", subscription)
                .bind("status", status)
                .mapTo(Boolean.class)
                .one();
    }
}
