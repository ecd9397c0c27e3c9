package io.fluxrouter.core.meter;

import static io.fluxrouter.core.meter.Events.number;
import static io.fluxrouter.core.meter.Events.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropertyTest {

    @Test
    void a_number_and_its_plain_spelling_are_one_text() {
        assertThat(number("42").asText()).isEqualTo(text("42").asText());
        assertThat(number("42.00").asText()).isEqualTo(Optional.of("42"));
        assertThat(number("4.2e1").asText()).isEqualTo(Optional.of("42"));
        assertThat(text("42.0").asText()).isEqualTo(Optional.of("42.0"));
        assertThat(new PropertyValue.Flag(true).asText()).isEqualTo(Optional.of("true"));
        assertThat(text("").asText()).isEmpty();
    }

    @Test
    void a_property_is_found_by_its_name_before_its_path() {
        MeterEvent event =
                Events.at(
                        Events.MARCH,
                        Map.of(
                                "a.b",
                                number("1"),
                                "a",
                                new PropertyValue.Group(
                                        Map.of("b", number("2"), "c", number("3")))));
        assertThat(event.number("a.b")).isEqualTo(Optional.of(BigDecimal.ONE));
        assertThat(event.number("a.c")).isEqualTo(Optional.of(new BigDecimal("3")));
        assertThat(event.number("$.a.c")).isEqualTo(Optional.of(new BigDecimal("3")));
        assertThat(event.number("a")).isEmpty();
        assertThat(event.number("a.b.c")).isEmpty();
    }

    @Test
    void filters_admit() {
        MeterEvent event = Events.at(Events.MARCH, Map.of("r", text("eu"), "n", number("5.0")));
        assertThat(new PropertyFilter.OneOf("r", Set.of("eu")).admits(event)).isTrue();
        assertThat(new PropertyFilter.OneOf("r", Set.of("us")).admits(event)).isFalse();
        assertThat(new PropertyFilter.OneOf("n", Set.of("5")).admits(event)).isTrue();
        assertThat(new PropertyFilter.OneOf("missing", Set.of("eu")).admits(event)).isFalse();
        assertThat(new PropertyFilter.NoneOf("r", Set.of("eu")).admits(event)).isFalse();
        assertThat(new PropertyFilter.NoneOf("missing", Set.of("eu")).admits(event)).isTrue();
        assertThat(new PropertyFilter.Present("r").admits(event)).isTrue();
        assertThat(new PropertyFilter.Present("missing").admits(event)).isFalse();
        assertThat(new PropertyFilter.AtLeast("n", new BigDecimal("5")).admits(event)).isTrue();
        assertThat(new PropertyFilter.Below("n", new BigDecimal("5")).admits(event)).isFalse();
        assertThat(new PropertyFilter.Below("r", new BigDecimal("5")).admits(event)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "nearest, 123.456, -2, 100",
        "nearest, 123.456, 2, 123.46",
        "nearest, 0.5, 0, 1",
        "nearest, -0.5, 0, -1",
        "nearest, 150, -2, 200",
        "up, 123.456, 0, 124",
        "up, 123.456, -2, 200",
        "up, -1.5, 0, -1",
        "up, 5, 0, 5",
        "down, 123.456, 2, 123.45",
        "down, 123.456, -2, 100",
        "down, -1.5, 0, -2"
    })
    void a_quantity_is_rounded_before_it_is_priced(
            String rule, BigDecimal quantity, int decimals, BigDecimal rounded) {
        QuantityRounding rounding =
                switch (rule) {
                    case "nearest" -> QuantityRounding.nearest(decimals);
                    case "up" -> QuantityRounding.up(decimals);
                    default -> QuantityRounding.down(decimals);
                };
        assertThat(rounding.apply(quantity)).isEqualByComparingTo(rounded);
        assertThat(QuantityRounding.NONE.apply(quantity)).isEqualTo(quantity);
    }

    @ParameterizedTest
    @CsvSource({"sum, SUM", "Unique, UNIQUE_COUNT", "LATEST, LAST", "average, AVG"})
    void an_aggregation_has_the_names_that_others_use(String key, Aggregation aggregation) {
        assertThat(Aggregation.byKey(key)).isEqualTo(Optional.of(aggregation));
        assertThat(Aggregation.byKey("median")).isEmpty();
    }
}
