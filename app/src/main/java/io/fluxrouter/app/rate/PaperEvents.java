package io.fluxrouter.app.rate;

import io.fluxrouter.core.meter.EventKey;
import io.fluxrouter.core.meter.Meter;
import io.fluxrouter.core.meter.MeterEvent;
import io.fluxrouter.core.meter.PropertyValue;
import io.fluxrouter.core.meter.Tally;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The events of an input. They come as {@code values_in_time_order}, or as {@code events} and
 * {@code events_local}, whose elements are a time, a pair of time and value, or an object with
 * {@code time} and {@code value}. A time without an offset is on the clock of the zone.
 */
final class PaperEvents {
    static final String NAME = "use";
    static final String VALUE = "value";

    private static final List<String> TIMED = List.of("events", "events_local");

    private final List<MeterEvent> events = new ArrayList<>();

    private PaperEvents() {}

    /** Reads all events; one that the meter cannot read is refused by its place in the list. */
    static PaperEvents read(PaperInput input, Meter meter, ZoneId zone) {
        PaperEvents events = new PaperEvents();
        if (input.has("values_in_time_order")) {
            for (JsonNode value : input.nodes("values_in_time_order")) {
                events.add(Instant.ofEpochSecond(events.events.size()), value);
            }
        }
        for (String field : TIMED) {
            if (input.has(field)) events.addTimed(input, field, zone);
        }
        if (TIMED.stream().noneMatch(input::has) && !input.has("values_in_time_order")) {
            throw BadInput.missing("values_in_time_order");
        }
        events.refuseUnreadable(meter);
        return events;
    }

    List<MeterEvent> all() {
        return List.copyOf(events);
    }

    /** In the order given: of two at one instant, the later in the list arrived later. */
    void feed(Tally tally) {
        for (int i = 0; i < events.size(); i++) {
            tally.add(events.get(i), i);
        }
    }

    /** The sum of the changes before an instant. */
    BigDecimal levelBefore(Instant instant) {
        return events.stream()
                .filter(event -> event.occurredAt().isBefore(instant))
                .flatMap(event -> event.number(VALUE).stream())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void addTimed(PaperInput input, String field, ZoneId zone) {
        for (JsonNode node : input.nodes(field)) {
            JsonNode time =
                    node.isArray() ? node.path(0) : node.isObject() ? node.path("time") : node;
            JsonNode value = node.isArray() ? node.path(1) : node.path(VALUE);
            try {
                add(instant(time.asString(""), zone), value);
            } catch (DateTimeException unreadable) {
                throw input.invalid(field, "a list of times such as 2023-03-01T04:00");
            }
        }
    }

    private void add(Instant at, JsonNode value) {
        EventKey key = new EventKey("", Integer.toString(events.size()));
        events.add(new MeterEvent(key, "paper", NAME, at, true, properties(value)));
    }

    private static Map<String, PropertyValue> properties(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) return Map.of();
        if (value.isNumber()) return Map.of(VALUE, new PropertyValue.Decimal(value.decimalValue()));
        return Map.of(VALUE, new PropertyValue.Text(value.asString("")));
    }

    private static Instant instant(String text, ZoneId zone) {
        if (text.length() == "2023-03-01".length()) {
            return LocalDate.parse(text).atStartOfDay(zone).toInstant();
        }
        boolean local = !text.matches(".*(Z|[+-]\\d\\d(:?\\d\\d)?)");
        return local ? LocalDateTime.parse(text).atZone(zone).toInstant() : Instant.parse(text);
    }

    private void refuseUnreadable(Meter meter) {
        for (int i = 0; i < events.size(); i++) {
            if (meter.read(events.get(i), i).isEmpty()) {
                throw new BadInput(
                        "event " + i + " has no value that " + meter.aggregation() + " reads");
            }
        }
    }
}
