package io.fluxrouter.billing.inbox;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * What some kinds of event do here. An effect must be the same whichever event brings it, in any
 * order: it moves rows forward or leaves them.
 */
public interface EventEffect {

    /**
     * Does it, in the transaction that keeps the event.
     *
     * @return false for an event that is not its concern, or about something that is not ours
     */
    boolean apply(Handle tx, StripeEvent event, Instant now);
}
