package io.fluxrouter.billing.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who a sender means.
 *
 * @param clock the time of the test clock it lives on; null for the system's time
 */
record NamedCustomer(UUID id, @Nullable Instant clock) {
    Instant now(Instant system) {
        return clock == null ? system : clock;
    }
}
