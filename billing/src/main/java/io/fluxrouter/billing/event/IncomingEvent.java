package io.fluxrouter.billing.event;

import io.fluxrouter.core.meter.MeterEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it was sent.
 *
 * @param organizationId who sent it
 * @param event its customer is an external id or, where none is like that, an id
 * @param meterId the meter that the sender named; null where it named the kind of event only
 */
public record IncomingEvent(UUID organizationId, MeterEvent event, @Nullable UUID meterId) {

    /** An event without a time of its own happened when it came, by its customer's clock. */
    IncomingEvent cameAt(Instant now) {
        if (event.timeStated()) return this;
        return new IncomingEvent(
                organizationId,
                new MeterEvent(
                        event.key(),
                        event.customer(),
                        event.name(),
                        now,
                        false,
                        event.properties()),
                meterId);
    }
}
