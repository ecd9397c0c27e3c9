package io.fluxrouter.billing.clock;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until it is moved.
 *
 * @param frozenTime what time it is for the customers who live on it
 * @param targetTime where an advance is going, or was going when it was interrupted; null for none
 * @param createdAt by the system's clock
 */
public record TestClock(
        UUID id,
        UUID organizationId,
        String name,
        Instant frozenTime,
        @Nullable Instant targetTime,
        Instant createdAt) {

    /** Whether all that is due by its time is done. */
    public enum Status {
        READY,
        ADVANCING;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Status status() {
        return targetTime == null ? Status.READY : Status.ADVANCING;
    }
}
