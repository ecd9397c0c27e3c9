package io.fluxrouter.billing.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.settle.Event;
import io.fluxrouter.billing.settle.SettledWorld;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.usage.Outcome;
import io.fluxrouter.core.usage.UsageEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UsageReportsTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-03-10T00:00:00Z");
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    private final SettledWorld world = new SettledWorld("2026-03-10T12:30:00Z");
    private final UsageReports reports = new UsageReports(world.jdbi);
    private final UUID customer = world.customerOn("scale");
    private final UUID key = world.limitedKey(customer, "90", "monthly", LocalDate.of(2026, 3, 1));

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_summary_counts_tokens_requests_and_the_three_figures() {
        world.settle(
                "a",
                Event.of(customer, NOON, "1.5").event(),
                Event.of(customer, NOON, "0").outcome(Outcome.PROVIDER_FAILED).event());
        UsageSummary summary =
                reports.summary(query(MIDNIGHT, NOON.plusSeconds(3600), GroupBy.NONE));
        assertThat(summary.total())
                .isEqualTo(
                        new UsageTotals(
                                2,
                                1,
                                200,
                                80,
                                40,
                                20,
                                Money.usd("1.5"),
                                Money.usd("3"),
                                Money.usd("0.75")));
        assertThat(summary.total().saved()).isEqualTo(Money.usd("1.5"));
        assertThat(summary.rows()).containsExactly(new UsageRow("", summary.total()));
    }

    @Test
    void a_period_is_half_open_and_exact_to_the_microsecond() {
        world.settle(
                "a",
                Event.of(customer, NOON.minusNanos(1_000), "1").event(),
                Event.of(customer, NOON, "2").event(),
                Event.of(customer, NOON.plusSeconds(1), "4").event());
        assertThat(cost(NOON, NOON.plusSeconds(3600))).isEqualTo(Money.usd("6"));
        assertThat(cost(NOON, NOON.plusSeconds(1))).isEqualTo(Money.usd("2"));
        assertThat(cost(NOON.minusNanos(1_000), NOON)).isEqualTo(Money.usd("1"));
        assertThat(cost(NOON.plusSeconds(2), NOON.plusSeconds(3))).isEqualTo(Money.ZERO);
    }

    @ParameterizedTest
    @EnumSource
    void roll_ups_and_events_answer_alike(GroupBy groupBy) {
        for (int hour = 0; hour < 30; hour++) {
            Event event =
                    Event.of(customer, MIDNIGHT.minusSeconds(3600L * hour), "0.1")
                            .model("model-" + hour % 3);
            if (hour % 2 == 0) event = event.key(key);
            if (hour % 5 == 0) event = event.outcome(Outcome.PROVIDER_CUT);
            world.settle("a", event.event());
        }
        Instant from = MIDNIGHT.minusSeconds(3600L * 40);
        UsageSummary hours = reports.summary(query(from, NOON, groupBy));
        UsageSummary events = reports.summary(query(from.plusNanos(1_000), NOON, groupBy));
        assertThat(hours).isEqualTo(events);
        assertThat(hours.total().requests()).isEqualTo(30);
        assertThat(hours.total().failedRequests()).isEqualTo(6);
        int groups =
                switch (groupBy) {
                    case KEY, DATE -> groupBy == GroupBy.KEY ? 2 : 3;
                    case MODEL -> 3;
                    case HOUR -> 30;
                    case CUSTOMER, PROVIDER, LANE, NONE -> 1;
                };
        assertThat(hours.rows()).hasSize(groups);
    }

    @Test
    void groups_are_named_in_utc() {
        world.settle("a", Event.of(customer, NOON.plusSeconds(59 * 60), "1").event());
        Instant to = NOON.plusSeconds(3600);
        assertThat(reports.summary(query(MIDNIGHT, to, GroupBy.HOUR)).rows())
                .extracting(UsageRow::group)
                .containsExactly("2026-03-10T12:00:00Z");
        assertThat(reports.summary(query(MIDNIGHT, to, GroupBy.DATE)).rows())
                .extracting(UsageRow::group)
                .containsExactly("2026-03-10");
        assertThat(reports.summary(query(MIDNIGHT, to, GroupBy.LANE)).rows())
                .extracting(UsageRow::group)
                .containsExactly("express");
    }

    @Test
    void one_keys_and_one_customers_usage_leave_the_others_out() {
        UUID other = world.customerOn("scale");
        world.settle(
                "a",
                Event.of(customer, NOON, "1").event(),
                Event.of(customer, NOON, "2").key(key).event(),
                Event.of(other, NOON, "4").event());
        Instant to = NOON.plusSeconds(3600);
        assertThat(cost(new UsageQuery(null, null, NOON, to, GroupBy.NONE)))
                .isEqualTo(Money.usd("7"));
        assertThat(cost(new UsageQuery(customer, null, NOON, to, GroupBy.NONE)))
                .isEqualTo(Money.usd("3"));
        assertThat(cost(new UsageQuery(null, key, NOON, to, GroupBy.NONE)))
                .isEqualTo(Money.usd("2"));
        assertThat(cost(new UsageQuery(other, key, NOON, to, GroupBy.NONE))).isEqualTo(Money.ZERO);
    }

    @Test
    void a_request_is_found_by_its_customer_only() {
        UsageEvent event = Event.of(customer, NOON, "1").event();
        world.settle("a", event);
        assertThat(reports.find(event.id(), customer))
                .hasValueSatisfying(found -> assertThat(found.event()).isEqualTo(event));
        assertThat(reports.find(event.id(), UUID.randomUUID())).isEmpty();
        assertThat(reports.find(UUID.randomUUID(), customer)).isEmpty();
    }

    @Test
    void a_keys_usage_by_day_week_and_month() {
        // A Tuesday, in a week that began on Sunday the 8th.
        for (String day : new String[] {"02-28", "03-01", "03-07", "03-08", "03-09", "03-10"}) {
            Instant at = Instant.parse("2026-" + day + "T00:00:07Z");
            world.settle("a", Event.of(customer, at, "1").key(key).event());
        }
        assertThat(reports.keyUsage(key, NOON))
                .isEqualTo(
                        new KeyUsage(
                                Money.usd("1"),
                                Money.usd("3"),
                                Money.usd("5"),
                                Money.usd("6"),
                                Instant.parse("2026-03-10T00:00:07Z")));
        world.settle(
                "a",
                Event.of(customer, Instant.parse("2026-03-10T00:00:03Z"), "1").key(key).event());
        assertThat(reports.keyUsage(key, NOON).lastAt())
                .isEqualTo(Instant.parse("2026-03-10T00:00:07Z"));
        assertThat(reports.keyUsage(UUID.randomUUID(), NOON).lastAt()).isNull();
        assertThat(reports.keyUsage(UUID.randomUUID(), NOON).allTime()).isEqualTo(Money.ZERO);
    }

    private UsageQuery query(Instant from, Instant to, GroupBy groupBy) {
        return new UsageQuery(customer, null, from, to, groupBy);
    }

    private Money cost(Instant from, Instant to) {
        return cost(query(from, to, GroupBy.NONE));
    }

    private Money cost(UsageQuery query) {
        return reports.summary(query).total().cost();
    }
}
