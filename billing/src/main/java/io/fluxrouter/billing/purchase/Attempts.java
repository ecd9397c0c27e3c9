package io.fluxrouter.billing.purchase;

import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** When Stripe is asked again about a row that is pending; the same in each table of them. */
enum Attempts {
    PURCHASES("credit_purchase"),
    REFUNDS("credit_refund");

    private final String table;

    Attempts(String table) {
        this.table = table;
    }

    /**
     * @param stripeFailed whether it keeps that as the answer, so that another key is needed
     */
    void again(Handle tx, UUID id, boolean stripeFailed, Instant at) {
        tx.createUpdate(
                        """
                        UPDATE %s SET next_attempt_at = :at, tries = tries + :more
                        WHERE id = :id AND status = 'pending'
                        """
                                .formatted(table))
                .bind("id", id)
                .bind("more", stripeFailed ? 1 : 0)
                .bind("at", at)
                .execute();
    }
}
