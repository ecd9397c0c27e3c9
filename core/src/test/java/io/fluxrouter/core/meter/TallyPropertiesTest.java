package io.fluxrouter.core.meter;

import static io.fluxrouter.core.meter.Events.APRIL;
import static io.fluxrouter.core.meter.Events.MARCH;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every meter over every history, drawn from seeds. */
class TallyPropertiesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#hundred")
    void the_order_of_feeding_does_not_matter(long seed) {
        Random random = new Random(seed);
        List<MeterEvent> events = Events.random(random, 60);
        List<Integer> order = new ArrayList<>(indices(events));
        Collections.shuffle(order, random);
        meters().forEach(meter -> assertSame(fed(meter, events, order), whole(meter, events)));
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#hundred")
    void the_merge_of_the_parts_equals_the_whole(long seed) {
        Random random = new Random(seed);
        List<MeterEvent> events = Events.random(random, 60);
        Map<Integer, List<Integer>> parts =
                indices(events).stream().collect(Collectors.groupingBy(_ -> random.nextInt(4)));
        meters().forEach(
                        meter -> {
                            Tally merged = new Tally(meter, MARCH, APRIL, BERLIN);
                            parts.values().forEach(part -> merged.merge(fed(meter, events, part)));
                            assertSame(merged, whole(meter, events));
                        });
    }

    /** Roll-ups: each event is in one stretch of time, and the stretches are of any length. */
    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#hundred")
    void stretches_of_the_period_merge_into_the_period(long seed) {
        Random random = new Random(seed);
        List<MeterEvent> events = Events.random(random, 60);
        for (Meter meter : meters()) {
            Tally merged = new Tally(meter, MARCH, APRIL, BERLIN);
            Instant from = MARCH;
            while (from.isBefore(APRIL)) {
                Instant next = from.plusSeconds(random.nextLong(1, 5 * 86_400));
                Instant to = next.isAfter(APRIL) ? APRIL : next;
                Tally stretch = new Tally(meter, from, to, BERLIN);
                feed(stretch, events, indices(events));
                merged.merge(stretch);
                from = to;
            }
            assertSame(merged, whole(meter, events));
        }
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#hundred")
    void duplicates_found_by_their_key_do_nothing(long seed) {
        Random random = new Random(seed);
        List<MeterEvent> events = Events.random(random, 40);
        Map<EventKey, EventDigest> stored = new HashMap<>();
        List<MeterEvent> taken = new ArrayList<>();
        List<MeterEvent> sent = new ArrayList<>(events);
        sent.addAll(events.subList(0, random.nextInt(1, 40)));
        for (MeterEvent event : sent) {
            EventDigest digest = EventDigest.of(event);
            EventDigest before = stored.putIfAbsent(event.key(), digest);
            switch (Repeat.of(digest, Optional.ofNullable(before))) {
                case NEW -> taken.add(event);
                case SAME -> assertThat(before).isEqualTo(digest);
                case CONFLICT -> throw new AssertionError("a repeat contradicts itself");
            }
        }
        meters().forEach(meter -> assertSame(whole(meter, taken), whole(meter, events)));
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#hundred")
    void a_second_and_naive_reading_agrees(long seed) {
        List<MeterEvent> events = Events.random(new Random(seed), 60);
        for (Aggregation aggregation : Aggregation.values()) {
            Meter meter = meter(aggregation);
            List<Reading> readings = new ArrayList<>();
            for (int i = 0; i < events.size(); i++) {
                MeterEvent event = events.get(i);
                boolean inPeriod =
                        event.occurredAt().compareTo(MARCH) >= 0
                                && event.occurredAt().compareTo(APRIL) < 0;
                if (inPeriod) meter.read(event, i).ifPresent(readings::add);
            }
            assertThat(whole(meter, events).total(GroupKey.ALL).quantity())
                    .as("%s", aggregation)
                    .isEqualByComparingTo(naive(aggregation, readings));
        }
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#hundred")
    void the_groups_of_a_sum_add_up_to_the_sum(long seed) {
        List<MeterEvent> events = Events.random(new Random(seed), 60);
        BigDecimal apart =
                whole(meter(Aggregation.SUM).groupedBy("region"), events).totals().stream()
                        .map(MeterTotal::quantity)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(whole(meter(Aggregation.SUM), events).total(GroupKey.ALL).quantity())
                .isEqualByComparingTo(apart);
    }

    /** Half of March weighs as much as its share, and the level is handed over in between. */
    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#hundred")
    void a_weighted_sum_over_two_periods_is_that_over_both(long seed) {
        Random random = new Random(seed);
        List<MeterEvent> events = Events.random(random, 60);
        Meter meter = meter(Aggregation.WEIGHTED_SUM);
        Instant middle = MARCH.plusSeconds(random.nextLong(1, 31 * 86_400));
        Tally first = new Tally(meter, MARCH, middle, BERLIN);
        Tally second = new Tally(meter, middle, APRIL, BERLIN);
        feed(first, events, indices(events));
        first.carryOut().forEach(second::carryIn);
        feed(second, events, indices(events));
        BigDecimal apart =
                levelSeconds(first, MARCH, middle).add(levelSeconds(second, middle, APRIL));
        assertThat(apart.setScale(6, RoundingMode.HALF_UP))
                .isEqualByComparingTo(
                        levelSeconds(whole(meter, events), MARCH, APRIL)
                                .setScale(6, RoundingMode.HALF_UP));
    }

    private static BigDecimal levelSeconds(Tally tally, Instant from, Instant to) {
        return tally.total(GroupKey.ALL).quantity().multiply(seconds(from, to));
    }

    private static BigDecimal naive(Aggregation aggregation, List<Reading> readings) {
        Stream<BigDecimal> numbers = readings.stream().map(Reading::number);
        BigDecimal sum =
                readings.stream().map(Reading::number).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal count = BigDecimal.valueOf(readings.size());
        return switch (aggregation) {
            case COUNT -> count;
            case SUM -> sum;
            case MAX -> numbers.max(Comparator.naturalOrder()).orElse(BigDecimal.ZERO);
            case MIN -> numbers.min(Comparator.naturalOrder()).orElse(BigDecimal.ZERO);
            case AVG -> readings.isEmpty() ? sum : sum.divide(count, 18, RoundingMode.HALF_UP);
            case UNIQUE_COUNT ->
                    BigDecimal.valueOf(
                            new TreeSet<>(readings.stream().map(Reading::text).toList()).size());
            case LAST -> sorted(readings).isEmpty() ? sum : sorted(readings).getLast().number();
            case WEIGHTED_SUM -> level(sorted(readings));
        };
    }

    /** Walks from change to change with the level between them, as a person would. */
    private static BigDecimal level(List<Reading> readings) {
        BigDecimal level = BigDecimal.ZERO;
        BigDecimal area = BigDecimal.ZERO;
        Instant since = MARCH;
        for (Reading reading : readings) {
            area = area.add(level.multiply(seconds(since, reading.occurredAt())));
            level = level.add(reading.number());
            since = reading.occurredAt();
        }
        area = area.add(level.multiply(seconds(since, APRIL)));
        return area.divide(seconds(MARCH, APRIL), 18, RoundingMode.HALF_UP);
    }

    private static List<Reading> sorted(List<Reading> readings) {
        return readings.stream()
                .sorted(
                        Comparator.comparing(Reading::occurredAt)
                                .thenComparingLong(Reading::arrival))
                .toList();
    }

    private static BigDecimal seconds(Instant from, Instant to) {
        Duration duration = Duration.between(from, to);
        return BigDecimal.valueOf(duration.toNanos(), 9);
    }

    /** Every aggregation, plain, grouped and by the window. */
    private static List<Meter> meters() {
        List<Meter> meters = new ArrayList<>();
        for (Aggregation aggregation : Aggregation.values()) {
            meters.add(meter(aggregation));
            meters.add(meter(aggregation).groupedBy("region"));
            if (aggregation != Aggregation.WEIGHTED_SUM) {
                meters.add(meter(aggregation).groupedBy("region").perWindow(Window.HOUR));
                meters.add(meter(aggregation).perWindow(Window.DAY));
            }
        }
        return meters;
    }

    private static Meter meter(Aggregation aggregation) {
        return Meter.of("use", aggregation, aggregation.readsProperty() ? "value" : "");
    }

    private static Tally whole(Meter meter, List<MeterEvent> events) {
        return fed(meter, events, indices(events));
    }

    private static Tally fed(Meter meter, List<MeterEvent> events, List<Integer> order) {
        Tally tally = new Tally(meter, MARCH, APRIL, BERLIN);
        feed(tally, events, order);
        return tally;
    }

    private static void feed(Tally tally, List<MeterEvent> events, List<Integer> order) {
        order.forEach(i -> tally.add(events.get(i), i));
    }

    private static List<Integer> indices(List<MeterEvent> events) {
        return Stream.iterate(0, i -> i + 1).limit(events.size()).toList();
    }

    private static void assertSame(Tally one, Tally other) {
        assertThat(one.totals())
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(other.totals());
    }
}
