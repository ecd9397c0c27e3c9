package io.fluxrouter.core.meter;

import static io.fluxrouter.core.meter.Events.number;
import static io.fluxrouter.core.meter.Events.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Meter TOKENS = Meter.of("use", Aggregation.SUM, "usage.tokens");

    @ParameterizedTest
    @CsvSource({
        "2025-12-27T12:00:00Z, Accepted",
        "2025-12-27T11:59:59.999999999Z, TooOld",
        "2026-01-31T12:05:00Z, Accepted",
        "2026-01-31T12:05:00.000000001Z, TooEarly"
    })
    void the_window_has_both_its_ends(Instant occurredAt, String outcome) {
        Acceptance acceptance = EventRules.judge(Events.at(occurredAt, Map.of()), List.of(), NOW);
        assertThat(acceptance.getClass().getSimpleName()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5.25", "-1", "1e3", "+4", "0"})
    void a_number_may_come_as_text(String digits) {
        assertThat(judge(tokens(text(digits)))).isEqualTo(new Acceptance.Accepted());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 5", "five", "0x10", "1,5", "NaN", "1e99", ".", "١"})
    void what_reads_as_no_number_is_refused(String digits) {
        assertThat(judge(tokens(text(digits)))).isEqualTo(mustBeNumber());
    }

    @Test
    void a_missing_property_is_refused_if_a_meter_reads_it() {
        assertThat(judge(Map.of())).isEqualTo(mustBeNumber());
        assertThat(judge(tokens(new PropertyValue.Nothing()))).isEqualTo(mustBeNumber());
        assertThat(EventRules.judge(event(Map.of()), List.of(Meter.count("use")), NOW))
                .isEqualTo(new Acceptance.Accepted());
        Meter users = Meter.of("use", Aggregation.UNIQUE_COUNT, "user");
        assertThat(EventRules.judge(event(Map.of("user", text(""))), List.of(users), NOW))
                .isEqualTo(new Acceptance.Malformed("properties.user", "must be given"));
    }

    @Test
    void a_meter_that_does_not_listen_asks_for_nothing() {
        Meter filtered = TOKENS.filteredBy(new PropertyFilter.OneOf("region", Set.of("eu")));
        Meter other = Meter.of("other", Aggregation.SUM, "tokens");
        assertThat(EventRules.judge(event(Map.of()), List.of(filtered, other), NOW))
                .isEqualTo(new Acceptance.Accepted());
    }

    @Test
    void the_first_field_that_is_wrong_is_named() {
        assertThat(field(new MeterEvent(new EventKey("", ""), "a", "use", NOW, true, Map.of())))
                .isEqualTo("idempotency_key");
        assertThat(field(new MeterEvent(new EventKey("", "1"), "", "use", NOW, true, Map.of())))
                .isEqualTo("customer");
        assertThat(
                        field(
                                new MeterEvent(
                                        new EventKey("", "1"),
                                        "a",
                                        "n".repeat(256),
                                        NOW,
                                        true,
                                        Map.of())))
                .isEqualTo("name");
        assertThat(field(event(Map.of("a", text("x"), "b", text("\0"))))).isEqualTo("properties.b");
        assertThat(field(event(Map.of("huge", number("1e999999999")))))
                .isEqualTo("properties.huge");
        assertThat(field(event(Map.of("deep", nested(9))))).startsWith("properties.deep.in.in");
    }

    @Test
    void the_same_event_in_another_spelling_has_the_same_digest() {
        MeterEvent sent = event(Map.of("n", number("1.0"), "s", text("x")));
        assertThat(digest(event(Map.of("s", text("x"), "n", number("1"))))).isEqualTo(digest(sent));
        assertThat(digest(event(Map.of("s", text("x"), "n", number("10E-1")))))
                .isEqualTo(digest(sent));
    }

    @Test
    void another_event_has_another_digest() {
        Set<EventDigest> digests =
                Set.of(
                        digest(event(Map.of())),
                        digest(event(Map.of("n", number("1")))),
                        digest(event(Map.of("n", text("1")))),
                        digest(event(Map.of("n", new PropertyValue.Nothing()))),
                        digest(event(Map.of("n", new PropertyValue.Flag(true)))),
                        digest(event(Map.of("n", new PropertyValue.Group(Map.of())))),
                        digest(event(Map.of("n", new PropertyValue.Sequence(List.of())))),
                        digest(event(Map.of("a", text("b"), "c", text("d")))),
                        digest(event(Map.of("a", text("bc"), "", text("d")))),
                        digest(Events.at(NOW.plusNanos(1), Map.of())));
        assertThat(digests).hasSize(10);
    }

    @Test
    void a_time_that_the_sender_left_out_is_no_contradiction() {
        EventKey key = new EventKey("", "1");
        MeterEvent first = new MeterEvent(key, "a", "use", NOW, false, Map.of());
        MeterEvent again = new MeterEvent(key, "a", "use", NOW.plusSeconds(9), false, Map.of());
        MeterEvent stated = new MeterEvent(key, "a", "use", NOW, true, Map.of());
        assertThat(Repeat.of(digest(again), Optional.of(digest(first)))).isEqualTo(Repeat.SAME);
        assertThat(Repeat.of(digest(stated), Optional.of(digest(first))))
                .isEqualTo(Repeat.CONFLICT);
        assertThat(Repeat.of(digest(first), Optional.empty())).isEqualTo(Repeat.NEW);
    }

    private static PropertyValue nested(int depth) {
        PropertyValue value = text("x");
        for (int i = 0; i < depth; i++) {
            value = new PropertyValue.Group(Map.of("in", value));
        }
        return value;
    }

    private static Map<String, PropertyValue> tokens(PropertyValue value) {
        return Map.of("usage", new PropertyValue.Group(Map.of("tokens", value)));
    }

    private static Acceptance judge(Map<String, PropertyValue> properties) {
        return EventRules.judge(event(properties), List.of(TOKENS), NOW);
    }

    private static Acceptance mustBeNumber() {
        return new Acceptance.Malformed("properties.usage.tokens", "must be a number");
    }

    private static String field(MeterEvent event) {
        return EventRules.judge(event, List.of(), NOW) instanceof Acceptance.Malformed malformed
                ? malformed.field()
                : "accepted";
    }

    private static EventDigest digest(MeterEvent event) {
        return EventDigest.of(event);
    }

    private static MeterEvent event(Map<String, PropertyValue> properties) {
        return Events.at(NOW, properties);
    }
}
