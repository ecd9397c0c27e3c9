package io.fluxrouter.core.meter;

import io.fluxrouter.core.meter.Acceptance.Accepted;
import io.fluxrouter.core.meter.Acceptance.Malformed;
import io.fluxrouter.core.meter.Acceptance.TooEarly;
import io.fluxrouter.core.meter.Acceptance.TooOld;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which events are taken. What a meter cannot read is refused when it comes, where the sender can
 * still mend it; a meter that was made later skips the old events that it cannot read.
 */
public final class EventRules {
    /** Stripe's window for meter events; the fields' length is Stripe's for idempotency keys. */
    public static final Duration BACK_MAX = Duration.ofDays(35);

    public static final Duration AHEAD_MAX = Duration.ofMinutes(5);
    public static final int TEXT_LENGTH_MAX = 255;
    static final int PROPERTIES_MAX = 100;
    static final int DEPTH_MAX = 8;

    private EventRules() {}

    /**
     * Judges an event by the clock and by the meters that listen to its name; others in the list do
     * not matter. The first thing wrong is named.
     */
    public static Acceptance judge(MeterEvent event, List<Meter> meters, Instant now) {
        return malformed(event)
                .or(() -> unreadable(event, meters))
                .map(Acceptance.class::cast)
                .orElseGet(() -> judgeTime(event.occurredAt(), now));
    }

    /** Both ends of the window are in it. */
    public static Acceptance judgeTime(Instant occurredAt, Instant now) {
        Instant earliest = now.minus(BACK_MAX);
        Instant latest = now.plus(AHEAD_MAX);
        if (occurredAt.isBefore(earliest)) return new TooOld(earliest);
        if (occurredAt.isAfter(latest)) return new TooEarly(latest);
        return new Accepted();
    }

    private static Optional<Malformed> malformed(MeterEvent event) {
        return text("source", event.key().source(), 0)
                .or(() -> text("idempotency_key", event.key().id(), 1))
                .or(() -> text("customer", event.customer(), 1))
                .or(() -> text("name", event.name(), 1))
                .or(() -> properties(event.properties()));
    }

    private static Optional<Malformed> text(String field, String text, int lengthMin) {
        if (text.length() < lengthMin) return wrong(field, "is empty");
        if (text.length() > TEXT_LENGTH_MAX) {
            return wrong(field, "has more than " + TEXT_LENGTH_MAX + " characters");
        }
        // PostgreSQL's text cannot hold it.
        return text.indexOf('\0') < 0 ? Optional.empty() : wrong(field, "has a null character");
    }

    private static Optional<Malformed> properties(Map<String, PropertyValue> properties) {
        if (properties.size() > PROPERTIES_MAX) {
            return wrong("properties", "are more than " + PROPERTIES_MAX);
        }
        return members("properties", properties, 1);
    }

    /** In the order of names, so that of two things wrong the same is named each time. */
    private static Optional<Malformed> members(
            String field, Map<String, PropertyValue> members, int depth) {
        return members.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(member -> member(field, member, depth).stream())
                .findFirst();
    }

    private static Optional<Malformed> member(
            String field, Map.Entry<String, PropertyValue> member, int depth) {
        return text(field, member.getKey(), 1)
                .or(() -> value(field + "." + member.getKey(), member.getValue(), depth));
    }

    private static Optional<Malformed> value(String field, PropertyValue value, int depth) {
        if (depth > DEPTH_MAX) return wrong(field, "is nested too deep");
        return switch (value) {
            case PropertyValue.Text(var text) ->
                    text.indexOf('\0') < 0
                            ? Optional.empty()
                            : wrong(field, "has a null character");
            case PropertyValue.Decimal(var number) ->
                    PropertyValue.isModest(number)
                            ? Optional.empty()
                            : wrong(field, "has too many digits");
            case PropertyValue.Group(var members) -> members(field, members, depth + 1);
            case PropertyValue.Sequence(var elements) ->
                    elements.stream()
                            .flatMap(element -> value(field, element, depth + 1).stream())
                            .findFirst();
            case PropertyValue.Flag _, PropertyValue.Nothing _ -> Optional.empty();
        };
    }

    private static Optional<Malformed> unreadable(MeterEvent event, List<Meter> meters) {
        return meters.stream()
                .filter(meter -> meter.listensTo(event) && meter.read(event, 0).isEmpty())
                .findFirst()
                .map(meter -> new Malformed("properties." + meter.property(), wanted(meter)));
    }

    private static String wanted(Meter meter) {
        return meter.aggregation().readsNumber() ? "must be a number" : "must be given";
    }

    private static Optional<Malformed> wrong(String field, String reason) {
        return Optional.of(new Malformed(field, reason));
    }
}
