package io.fluxrouter.billing.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.total.MeterTotals;
import io.fluxrouter.billing.total.Scope;
import io.fluxrouter.core.meter.Meter;
import io.fluxrouter.core.meter.MeterTotal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The same events in any order, from many threads, three times: each counts once. */
class ShuffledEventsTest {
    private static final int EVENTS = Integer.getInteger("events", 100_000);
    private static final long SEED = Long.getLong("seed", 7);
    private static final int CUSTOMERS = 20;
    private static final int THREADS = 8;
    private static final int BATCH = 1_000;

    private final EventWorld world = new EventWorld();

    @Test
    void the_same_events_three_times_shuffled_from_eight_threads_count_once() throws Exception {
        for (int i = 0; i < CUSTOMERS; i++) world.customer("customer-" + i);
        Meter meter = Objects.requireNonNull(world.meter("calls", "SUM", "n").meter()).definition();
        Random random = new Random(SEED);
        List<IncomingEvent> events = events(random);
        BigDecimal sum =
                events.stream()
                        .map(event -> event.event().number("n").orElseThrow())
                        .reduce(BigDecimal.ZERO, BigDecimal::add);

        List<MeterTotal> first = List.of();
        for (int round = 1; round <= 3; round++) {
            Collections.shuffle(events, random);
            int stored = take(events);
            assertThat(stored).as("stored in round %s", round).isEqualTo(round == 1 ? EVENTS : 0);
            List<MeterTotal> totals =
                    new MeterTotals(world.jdbi)
                            .totals(
                                    meter,
                                    new Scope(
                                            EventWorld.OWNER,
                                            null,
                                            EventWorld.NOW.minus(Duration.ofDays(40)),
                                            EventWorld.NOW),
                                    ZoneOffset.UTC);
            assertThat(MeterTotals.sum(totals)).isEqualByComparingTo(sum);
            assertThat(totals.stream().mapToLong(MeterTotal::events).sum()).isEqualTo(EVENTS);
            if (round > 1) assertThat(totals).isEqualTo(first);
            first = totals;
        }
        assertThat(world.rows("meter_event")).isEqualTo(EVENTS);
    }

    private List<IncomingEvent> events(Random random) {
        List<IncomingEvent> events = new ArrayList<>(EVENTS);
        for (int i = 0; i < EVENTS; i++) {
            Instant at = EventWorld.NOW.minusSeconds(1 + random.nextInt(30 * 86_400));
            BigDecimal number = BigDecimal.valueOf(random.nextInt(1_000_000), 3);
            events.add(
                    world.event(
                            "key-" + i,
                            "customer-" + random.nextInt(CUSTOMERS),
                            "calls",
                            at,
                            Map.of("n", EventWorld.decimal(number.toPlainString()))));
        }
        return events;
    }

    /** How many of them were stored; the others had been. */
    private int take(List<IncomingEvent> events) throws Exception {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger stored = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                ends.add(
                        threads.submit(
                                () -> {
                                    int from = next.getAndAdd(BATCH);
                                    while (from < events.size()) {
                                        int to = Math.min(from + BATCH, events.size());
                                        stored.addAndGet(stored(events.subList(from, to)));
                                        from = next.getAndAdd(BATCH);
                                    }
                                }));
            }
            for (Future<?> end : ends) end.get();
        }
        return stored.get();
    }

    private int stored(List<IncomingEvent> batch) {
        List<Taken> answers = world.intake.take(batch);
        assertThat(answers)
                .allMatch(one -> one instanceof Taken.Stored || one instanceof Taken.Repeated);
        return (int) answers.stream().filter(Taken.Stored.class::isInstance).count();
    }
}
