package io.fluxrouter.core.meter;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One fact of use that was tracked: who, what, when, and what came with it. Not yet accepted: see
 * {@link EventRules}.
 *
 * @param key the idempotency key
 * @param customer as the sender names the customer
 * @param name the event name that meters listen to; CloudEvents' type
 * @param occurredAt when it happened
 * @param timeStated whether the sender said so, or the time is that of the first arrival. A retry
 *     that leaves the time out again is the same event, though it comes later
 * @param properties what came with it, in no order
 */
public record MeterEvent(
        EventKey key,
        String customer,
        String name,
        Instant occurredAt,
        boolean timeStated,
        Map<String, PropertyValue> properties) {

    public MeterEvent {
        properties = Map.copyOf(properties);
    }

    /** The property as a quantity; empty if it is missing or reads as none. */
    public Optional<BigDecimal> number(String property) {
        return find(property).flatMap(PropertyValue::asNumber);
    }

    /** The property as text; empty if it is missing, null, empty text or a list. */
    public Optional<String> text(String property) {
        return find(property).flatMap(PropertyValue::asText);
    }

    /**
     * Finds a property by its name or, where no property has that name, by a path into nested ones:
     * "usage.tokens", with or without JsonPath's "$." before it.
     */
    private Optional<PropertyValue> find(String property) {
        String path = property.startsWith("$.") ? property.substring(2) : property;
        return find(properties, path);
    }

    private static Optional<PropertyValue> find(Map<String, PropertyValue> members, String path) {
        PropertyValue direct = members.get(path);
        if (direct != null) return Optional.of(direct);
        int dot = path.indexOf('.');
        if (dot < 0) return Optional.empty();
        return members.get(path.substring(0, dot)) instanceof PropertyValue.Group(var nested)
                ? find(nested, path.substring(dot + 1))
                : Optional.empty();
    }
}
