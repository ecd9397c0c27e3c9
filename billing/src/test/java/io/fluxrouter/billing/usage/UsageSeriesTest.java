package io.fluxrouter.billing.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.settle.Event;
import io.fluxrouter.billing.settle.SettledWorld;
import io.fluxrouter.billing.usage.UsageSeries.Step;
import io.fluxrouter.core.usage.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Charts read days where they can, and say what the single requests say. */
class UsageSeriesTest {
    private static final Instant START = Instant.parse("2026-02-20T00:00:00Z");
    private static final int HOURS = 24 * 25;

    private final SettledWorld world = new SettledWorld("2026-03-17T00:00:00Z");
    private final UsageSeries series = new UsageSeries(world.jdbi);
    private final UsageReports reports = new UsageReports(world.jdbi);
    private final List<UUID> customers =
            List.of(world.customerOn("scale"), world.customerOn("scale"));
    private final UUID key =
            world.limitedKey(customers.getFirst(), "90", "monthly", LocalDate.of(2026, 3, 1));

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void any_hours_and_groups_say_what_the_requests_say() {
        long seed = Long.getLong("seed", 20_261_121L);
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 40; i++) settle(random);
        for (int i = 0; i < 60; i++) {
            Instant from = START.plus(Duration.ofHours(random.nextInt(HOURS)));
            Instant to = from.plus(Duration.ofHours(random.nextInt(HOURS)));
            if (random.nextBoolean()) from = midnight(from);
            if (random.nextBoolean()) to = midnight(to);
            if (!from.isBefore(to)) continue;
            @Nullable UUID customer =
                    random.nextInt(3) == 0 ? null : customers.get(random.nextInt(2));
            for (GroupBy groupBy : List.of(GroupBy.MODEL, GroupBy.KEY, GroupBy.LANE)) {
                var asked = new UsageQuery(customer, null, from, to, groupBy);
                for (Step step : Step.values()) {
                    UsageFilter filter = UsageFilter.of(customer, from, to);
                    assertThat(sums(series.points(filter, step, groupBy)))
                            .as("%s %s", asked, step)
                            .isEqualTo(events(asked));
                }
            }
            for (Step step : Step.values()) {
                UsageSeries.AllUsage all = series.all(from, to, step);
                var models = new UsageQuery(null, null, from, to, GroupBy.MODEL);
                assertThat(sums(all.byModel())).isEqualTo(events(models));
                Map<String, UsageTotals> byCustomer = new TreeMap<>();
                all.byCustomer().forEach(row -> byCustomer.put(row.group(), row.totals()));
                assertThat(byCustomer)
                        .isEqualTo(events(new UsageQuery(null, null, from, to, GroupBy.CUSTOMER)));
            }
        }
        assertThat(world.findings()).isEmpty();
    }

    @Test
    void a_key_is_found_in_periods_of_days_too() {
        world.settle(
                "a",
                Event.of(customers.getFirst(), START.plusSeconds(5), "1").event(),
                Event.of(customers.getFirst(), START.plusSeconds(5), "2").key(key).event());
        UsageFilter one =
                new UsageFilter(
                        customers.getFirst(),
                        START,
                        START.plus(Duration.ofDays(3)),
                        key,
                        null,
                        null,
                        null);
        assertThat(sums(series.points(one, Step.DAY, GroupBy.LANE)))
                .isEqualTo(
                        events(
                                new UsageQuery(
                                        null,
                                        key,
                                        START,
                                        START.plus(Duration.ofDays(3)),
                                        GroupBy.LANE)));
    }

    private void settle(Random random) {
        Event[] events = new Event[1 + random.nextInt(10)];
        for (int i = 0; i < events.length; i++) {
            UUID customer = customers.get(random.nextInt(2));
            // Not on the hour, so that the single requests can be asked from a moment later.
            Instant at = START.plusSeconds(1 + random.nextInt(HOURS * 60) * 60L);
            events[i] =
                    Event.of(customer, at, "0.00000" + (1 + random.nextInt(999)))
                            .model("model-" + random.nextInt(4));
            if (customer.equals(customers.getFirst()) && random.nextBoolean()) {
                events[i] = events[i].key(key);
            }
            if (random.nextInt(5) == 0) events[i] = events[i].outcome(Outcome.PROVIDER_CUT);
        }
        world.settle(
                random.nextBoolean() ? "a" : "b", Arrays.stream(events).map(Event::event).toList());
    }

    private static Instant midnight(Instant instant) {
        return instant.truncatedTo(ChronoUnit.DAYS);
    }

    private static Map<String, UsageTotals> sums(List<UsagePoint> points) {
        Map<String, UsageTotals> sums = new TreeMap<>();
        points.forEach(point -> sums.merge(point.group(), point.totals(), UsageTotals::plus));
        return sums;
    }

    /** Asked from a moment after the hour, the reports count single requests. */
    private Map<String, UsageTotals> events(UsageQuery asked) {
        var exact =
                new UsageQuery(
                        asked.customerId(),
                        asked.keyId(),
                        asked.from().plusNanos(1_000),
                        asked.to(),
                        asked.groupBy());
        Map<String, UsageTotals> sums = new TreeMap<>();
        reports.summary(exact).rows().forEach(row -> sums.put(row.group(), row.totals()));
        return sums;
    }
}
