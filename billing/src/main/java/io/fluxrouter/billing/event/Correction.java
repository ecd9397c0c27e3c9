package io.fluxrouter.billing.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That an event no longer counts. The event itself stays as it came.
 *
 * @param replacedBy the event that counts instead of an amended one
 * @param backfillId the backfill that replaced all events of an interval
 */
public record Correction(
        UUID eventId,
        Kind kind,
        @Nullable UUID replacedBy,
        @Nullable UUID backfillId,
        @Nullable String reason,
        Instant correctedAt) {

    /** Why the event does not count. */
    public enum Kind {
        AMENDED,
        DEPRECATED,
        BACKFILLED
    }
}
