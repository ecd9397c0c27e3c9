package io.fluxrouter.billing.event;

import io.fluxrouter.core.meter.PropertyValue;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event should have said.
 *
 * @param properties all of them; null keeps the event's
 * @param occurredAt null keeps the event's
 */
public record Amendment(
        @Nullable Map<String, PropertyValue> properties,
        @Nullable Instant occurredAt,
        @Nullable String reason) {}
