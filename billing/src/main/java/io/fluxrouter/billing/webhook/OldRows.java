package io.fluxrouter.billing.webhook;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** The statements that forget: deliveries that have ended, and events that nobody waits for. */
final class OldRows {
    private static final int AT_ONCE = 1_000;

    private OldRows() {}

    /** Deletes some of those from before; whether there may be more. */
    static boolean purge(Handle tx, Instant before) {
        int deliveries =
                delete(
                        tx,
                        before,
                        """
                        DELETE FROM webhook_delivery WHERE id IN (
                            SELECT id FROM webhook_delivery
                            WHERE status <> 'pending' AND created_at < :before LIMIT :most)
                        """);
        int events =
                delete(
                        tx,
                        before,
                        """
                        DELETE FROM webhook_event WHERE id IN (
                            SELECT id FROM webhook_event v
                            WHERE at < :before
                                AND NOT EXISTS (SELECT FROM webhook_delivery WHERE event_id = v.id)
                            LIMIT :most)
                        """);
        return deliveries == AT_ONCE || events == AT_ONCE;
    }

    private static int delete(Handle tx, Instant before, String statement) {
        return tx.createUpdate(statement).bind("before", before).bind("most", AT_ONCE).execute();
    }
}
