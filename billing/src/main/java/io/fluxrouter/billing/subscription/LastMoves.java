package io.fluxrouter.billing.subscription;

import io.fluxrouter.billing.clock.CustomerTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The end of whatever a customer is subscribed to, in a transaction of the caller's. */
public final class LastMoves {
    private static final String REASON = "The customer was archived.";

    private LastMoves() {}

    /**
     * Ends now, by the customer's clock, all that have not ended; what the time brought before is
     * done first.
     */
    public static void endAll(Handle tx, UUID customerId, String author, InstantSource clock) {
        Instant now = new CustomerTime(clock).now(tx, customerId);
        Moves moves = new Moves(tx, now, author);
        for (UUID id : notEnded(tx, customerId)) {
            Subscription turned = moves.turn(SubscriptionRows.lock(tx, id));
            Subscription after = turned.endedAt() == null ? moves.cancel(turned, REASON) : turned;
            SubscriptionRows.update(tx, after.updatedAt(now));
        }
    }

    private static List<UUID> notEnded(Handle tx, UUID customerId) {
        return tx.createQuery(
                        """
                        SELECT id FROM subscription
                        WHERE customer_id = :id AND ended_at IS NULL AND deleted_at IS NULL ORDER BY id
                        """)
                .bind("id", customerId)
                .mapTo(UUID.class)
                .list();
    }
}
