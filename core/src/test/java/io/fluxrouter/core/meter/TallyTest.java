package io.fluxrouter.core.meter;

import static io.fluxrouter.core.meter.Events.APRIL;
import static io.fluxrouter.core.meter.Events.MARCH;
import static io.fluxrouter.core.meter.Events.number;
import static io.fluxrouter.core.meter.Events.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TallyTest {

    @ParameterizedTest
    @CsvSource({
        "COUNT, 10 25 15, 3",
        "SUM, 1 1 5, 7",
        "SUM, 0.1 0.20 -0.05, 0.25",
        "MAX, 10 25 15, 25",
        "MAX, -3 -1 -2, -1",
        "MIN, 10 25 15, 10",
        "MIN, -3 -1 -2, -3",
        "AVG, 1 2, 1.5",
        "AVG, 1 1 0, 0.666666666666666667",
        "AVG, -1 -1 0, -0.666666666666666667",
        "UNIQUE_COUNT, 1 2 1, 2",
        "LAST, 18 18 14, 14",
        "LAST, 18 14 -2, -2"
    })
    void a_meter_aggregates(Aggregation aggregation, String values, BigDecimal quantity) {
        assertThat(total(meter(aggregation), values).quantity()).isEqualByComparingTo(quantity);
    }

    @ParameterizedTest
    @EnumSource(Aggregation.class)
    void nothing_read_is_a_quantity_of_zero(Aggregation aggregation) {
        Tally tally = new Tally(meter(aggregation), MARCH, APRIL, ZoneOffset.UTC);
        assertThat(tally.totals()).isEmpty();
        assertThat(tally.total(GroupKey.ALL).quantity()).isZero();
    }

    @Test
    void digits_are_kept() {
        MeterTotal total = total(meter(Aggregation.SUM), "0.000000000000000000001 1e20");
        assertThat(total.quantity())
                .isEqualByComparingTo("100000000000000000000.000000000000000000001");
    }

    @Test
    void the_period_has_its_start_and_not_its_end() {
        Tally tally = new Tally(Meter.count("use"), MARCH, APRIL, ZoneOffset.UTC);
        assertThat(tally.add(Events.at(MARCH.minusNanos(1), Map.of()), 0)).isFalse();
        assertThat(tally.add(Events.at(MARCH, Map.of()), 1)).isTrue();
        assertThat(tally.add(Events.at(APRIL.minusNanos(1), Map.of()), 2)).isTrue();
        assertThat(tally.add(Events.at(APRIL, Map.of()), 3)).isFalse();
        assertThat(tally.total(GroupKey.ALL).events()).isEqualTo(2);
    }

    @Test
    void the_last_is_the_latest_by_time_and_then_by_arrival() {
        Tally tally = new Tally(meter(Aggregation.LAST), MARCH, APRIL, ZoneOffset.UTC);
        tally.add(Events.at(MARCH.plusSeconds(2), Map.of("value", number("5"))), 7);
        tally.add(Events.at(MARCH.plusSeconds(2), Map.of("value", number("4"))), 6);
        tally.add(Events.at(MARCH.plusSeconds(1), Map.of("value", number("3"))), 9);
        assertThat(tally.total(GroupKey.ALL).quantity()).isEqualByComparingTo("5");
    }

    @Test
    void an_event_that_cannot_be_read_or_is_filtered_out_does_not_count() {
        Meter meter =
                meter(Aggregation.SUM)
                        .filteredBy(new PropertyFilter.OneOf("region", Set.of("eu", "us")));
        Tally tally = new Tally(meter, MARCH, APRIL, ZoneOffset.UTC);
        assertThat(tally.add(Events.at(MARCH, Map.of("region", text("eu"))), 0)).isFalse();
        assertThat(tally.add(event("x", "eu"), 1)).isFalse();
        assertThat(tally.add(event("1", "asia"), 2)).isFalse();
        assertThat(tally.add(event("1", "us"), 3)).isTrue();
    }

    @Test
    void groups_are_kept_apart_and_listed_in_order() {
        Tally tally =
                new Tally(meter(Aggregation.SUM).groupedBy("region"), MARCH, APRIL, ZoneOffset.UTC);
        tally.add(event("1", "us"), 0);
        tally.add(event("2", "eu"), 1);
        tally.add(event("3", "us"), 2);
        tally.add(Events.at(MARCH, Map.of("value", number("9"))), 3);
        assertThat(tally.totals())
                .extracting(total -> total.group().values().get("region"), MeterTotal::quantity)
                .containsExactlyInAnyOrder(
                        tuple(null, new BigDecimal("9")),
                        tuple("eu", new BigDecimal("2")),
                        tuple("us", new BigDecimal("4")));
        assertThat(tally.totals()).isSortedAccordingTo((a, b) -> a.group().compareTo(b.group()));
    }

    @Test
    void the_maximum_of_each_hour_is_summed() {
        Tally tally =
                new Tally(
                        meter(Aggregation.MAX).perWindow(Window.HOUR),
                        MARCH,
                        APRIL,
                        ZoneId.of("Asia/Kolkata"));
        add(tally, "2026-03-05T10:29:59Z", "9");
        add(tally, "2026-03-05T10:30:00Z", "10");
        add(tally, "2026-03-05T11:29:00Z", "4");
        MeterTotal total = tally.total(GroupKey.ALL);
        assertThat(total.quantity()).isEqualByComparingTo("19");
        assertThat(total.buckets())
                .containsExactly(
                        bucket("2026-03-05T09:30:00Z", "9"), bucket("2026-03-05T10:30:00Z", "10"));
    }

    @Test
    void the_level_of_a_weighted_sum_is_carried_over() {
        Meter meter = meter(Aggregation.WEIGHTED_SUM);
        Tally march = new Tally(meter, MARCH, APRIL, ZoneOffset.UTC);
        march.carryIn(GroupKey.ALL, new BigDecimal("1000"));
        assertThat(march.total(GroupKey.ALL).quantity()).isEqualByComparingTo("1000");
        add(march, "2026-03-16T12:00:00Z", "-400");
        assertThat(march.total(GroupKey.ALL).quantity()).isEqualByComparingTo("800");
        assertThat(march.carryOut()).isEqualTo(Map.of(GroupKey.ALL, new BigDecimal("600")));
    }

    @Test
    void a_group_of_a_weighted_sum_without_events_keeps_its_level() {
        Meter meter = meter(Aggregation.WEIGHTED_SUM).groupedBy("region");
        Tally tally = new Tally(meter, MARCH, APRIL, ZoneOffset.UTC);
        GroupKey eu = meter.groupOf(event("0", "eu"));
        tally.carryIn(eu, BigDecimal.TEN);
        assertThat(tally.totals()).singleElement().extracting(MeterTotal::group).isEqualTo(eu);
        assertThat(tally.total(eu).quantity()).isEqualByComparingTo("10");
    }

    @Test
    void what_makes_no_sense_is_refused() {
        Tally sum = new Tally(meter(Aggregation.SUM), MARCH, APRIL, ZoneOffset.UTC);
        assertThatThrownBy(() -> sum.carryIn(GroupKey.ALL, BigDecimal.ONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                sum.merge(
                                        new Tally(
                                                meter(Aggregation.MAX),
                                                MARCH,
                                                APRIL,
                                                ZoneOffset.UTC)))
                .isInstanceOf(IllegalArgumentException.class);
        Meter level = meter(Aggregation.WEIGHTED_SUM);
        Tally later = new Tally(level, MARCH, APRIL.plusSeconds(1), ZoneOffset.UTC);
        assertThatThrownBy(() -> new Tally(level, MARCH, APRIL, ZoneOffset.UTC).merge(later))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Tally(Meter.count("use"), APRIL, MARCH, ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> meter(Aggregation.WEIGHTED_SUM).perWindow(Window.DAY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Meter.of("use", Aggregation.SUM, " "))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Meter.of("use", Aggregation.COUNT, "value"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Meter meter(Aggregation aggregation) {
        return Meter.of("use", aggregation, aggregation.readsProperty() ? "value" : "");
    }

    private static MeterTotal total(Meter meter, String values) {
        Tally tally = new Tally(meter, MARCH, APRIL, ZoneOffset.UTC);
        long arrival = 0;
        for (String value : List.of(values.split(" "))) {
            tally.add(
                    Events.at(MARCH.plusSeconds(arrival), Map.of("value", number(value))),
                    arrival++);
        }
        return tally.total(GroupKey.ALL);
    }

    private static MeterEvent event(String value, String region) {
        return Events.at(MARCH, Map.of("value", text(value), "region", text(region)));
    }

    private static void add(Tally tally, String time, String value) {
        assertThat(tally.add(Events.at(time, Map.of("value", number(value))), 0)).isTrue();
    }

    private static MeterTotal.BucketTotal bucket(String start, String quantity) {
        return new MeterTotal.BucketTotal(Instant.parse(start), new BigDecimal(quantity));
    }
}
