package io.fluxrouter.billing.meter;

import io.fluxrouter.core.meter.Meter;
import java.time.Instant;
import java.util.UUID;

/**
 * A meter with its names.
 *
 * @param id also its meter_token: what senders of events call it by
 * @param name unique in its organisation; the other thing that senders call it by
 * @param definition how it counts: fixed once there are events it listens to
 * @param enforcedAtTrack whether events that pass a hard limit are refused when they come
 * @param builtIn over LLM traffic; neither changed nor removed
 */
public record StoredMeter(
        UUID id,
        UUID organizationId,
        String name,
        Meter definition,
        boolean enforcedAtTrack,
        boolean builtIn,
        Instant createdAt,
        Instant updatedAt) {

    StoredMeter with(Meter changed, boolean enforced, Instant now) {
        return new StoredMeter(
                id, organizationId, name, changed, enforced, builtIn, createdAt, now);
    }
}
