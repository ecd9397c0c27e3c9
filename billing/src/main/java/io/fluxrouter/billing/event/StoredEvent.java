package io.fluxrouter.billing.event;

import io.fluxrouter.core.meter.MeterEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it was stored, to the microsecond. It never changes.
 *
 * @param id made here; the same for every repeat of the event's key
 * @param meterId the meter that the sender named, if it named one
 */
public record StoredEvent(
        UUID id,
        UUID organizationId,
        UUID customerId,
        @Nullable UUID meterId,
        MeterEvent event,
        Instant storedAt) {}
