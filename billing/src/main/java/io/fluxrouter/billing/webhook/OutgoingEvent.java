package io.fluxrouter.billing.webhook;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened and is told to whoever asked for it.
 *
 * @param type one of {@link EventType}
 * @param data what the receiver reads, in this order: texts, numbers (written with their digits, so
 *     a {@link java.math.BigDecimal} for money), flags, ids, instants, lists, maps, nulls
 * @param at when it happened, by the clock of whatever it happened to
 */
public record OutgoingEvent(
        UUID organizationId,
        String type,
        Map<String, ? extends @Nullable Object> data,
        Instant at) {

    public OutgoingEvent {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }
}
