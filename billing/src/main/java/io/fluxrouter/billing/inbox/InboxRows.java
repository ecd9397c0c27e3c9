package io.fluxrouter.billing.inbox;

import java.time.Instant;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** The table {@code stripe_event}. */
final class InboxRows {
    private InboxRows() {}

    /**
     * Keeps others with the same event away until the transaction ends; false for one that is
     * known. A lock and not the row itself, which is never changed once it is there.
     */
    static boolean reserve(Handle tx, String id) {
        tx.createQuery("SELECT pg_advisory_xact_lock(hashtextextended(:id, 19))::text")
                .bind("id", id)
                .mapTo(String.class)
                .one();
        return tx.createQuery("SELECT count(*) = 0 FROM stripe_event WHERE id = :id")
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    static void insert(
            Handle tx, StripeEvent event, byte[] bodyHash, Receipt receipt, Instant now) {
        tx.createUpdate(
                        """
                        INSERT INTO stripe_event (id, type, object_id, body_hash, effect, created_at,
                            received_at)
                        VALUES (:id, :type, :object, :hash, :effect, :created, :received)
                        """)
                .bind("id", event.id())
                .bind("type", event.type())
                .bind("object", event.objectId())
                .bind("hash", bodyHash)
                .bind("effect", receipt.name().toLowerCase(Locale.ROOT))
                .bind("created", event.createdAt())
                .bind("received", now)
                .execute();
    }
}
