package io.fluxrouter.billing.clock;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A kind of work that the time makes due: what a worker does for all others, for one test clock.
 */
public interface DueWork {

    /** The first moment at which a customer of the clock has something due, past or to come. */
    Optional<Instant> nextDue(UUID clockId);

    /** Does all that is due by now; what is left is due later. */
    void runDue(UUID clockId, Instant now);
}
