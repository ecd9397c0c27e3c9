package io.fluxrouter.core.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BillingCycleTest {
    private static final List<ZoneId> ZONES =
            List.of(
                    ZoneOffset.UTC,
                    ZoneId.of("Europe/Berlin"),
                    ZoneId.of("America/New_York"),
                    ZoneId.of("Asia/Kolkata"),
                    ZoneId.of("Pacific/Apia"),
                    ZoneId.of("Australia/Lord_Howe"),
                    ZoneId.of("America/Sao_Paulo"));
    private static final List<BillingInterval> INTERVALS =
            List.of(
                    BillingInterval.DAY,
                    BillingInterval.WEEK,
                    BillingInterval.MONTH,
                    BillingInterval.QUARTER,
                    BillingInterval.YEAR,
                    BillingInterval.MONTH.times(5));
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @ParameterizedTest
    @CsvSource({
        "2023-01-31, 1, 2023-02-28",
        "2023-01-31, 2, 2023-03-31",
        "2023-01-31, 3, 2023-04-30",
        "2024-01-31, 1, 2024-02-29",
        "2024-01-30, 1, 2024-02-29",
        "2024-01-29, 1, 2024-02-29",
        "2023-01-29, 1, 2023-02-28",
        "2023-01-29, 2, 2023-03-29",
        "2023-01-31, 13, 2024-02-29",
        "2019-04-30, 10, 2020-02-29",
        "2023-03-31, -1, 2023-02-28",
        "2023-03-31, -2, 2023-01-31"
    })
    void months_are_counted_from_the_anchor_and_cut_to_their_length(
            LocalDate anchor, long number, LocalDate border) {
        BillingCycle cycle = BillingCycle.anchoredOn(BillingInterval.MONTH, anchor, ZoneOffset.UTC);
        assertThat(cycle.border(number)).isEqualTo(midnight(border, ZoneOffset.UTC));
    }

    @ParameterizedTest
    @CsvSource({"0, 2024-02-29", "1, 2025-02-28", "3, 2027-02-28", "4, 2028-02-29"})
    void a_year_from_a_leap_day_returns_to_it(long number, LocalDate border) {
        BillingCycle cycle =
                BillingCycle.anchoredOn(
                        BillingInterval.YEAR, LocalDate.parse("2024-02-29"), BERLIN);
        assertThat(cycle.border(number)).isEqualTo(midnight(border, BERLIN));
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#hundred")
    void periods_tile_time_without_gap_or_overlap(long seed) {
        Random random = new Random(seed);
        BillingCycle cycle = anyCycle(random);
        Period period = cycle.containing(anyInstant(random));
        for (int i = 0; i < 60; i++) {
            assertThat(period.start()).isBefore(period.end());
            assertThat(cycle.containing(period.start())).isEqualTo(period);
            assertThat(cycle.containing(period.end().minusNanos(1))).isEqualTo(period);
            Period next = cycle.containing(period.end());
            assertThat(next.start()).isEqualTo(period.end());
            assertThat(cycle.endedBy(next.start())).isEqualTo(period);
            assertThat(cycle.endedBy(next.end().minusNanos(1))).isEqualTo(period);
            period = next;
        }
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#hundred")
    void an_instant_is_in_one_period_that_a_walk_from_the_anchor_finds_too(long seed) {
        Random random = new Random(seed);
        BillingCycle cycle = anyCycle(random);
        Instant instant = anyInstant(random);
        Period found = cycle.containing(instant);
        assertThat(found.contains(instant)).isTrue();
        assertThat(
                        LongStream.range(-25_000, 25_000)
                                .filter(n -> cycle.border(n).equals(found.end())))
                .isNotEmpty();
        assertThat(cycle.nextAfter(instant)).isEqualTo(found.end()).isAfter(instant);
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2024-03-31, 23",
        "Europe/Berlin, 2024-10-27, 25",
        "America/New_York, 2024-03-10, 23",
        "America/New_York, 2024-11-03, 25",
        "Asia/Kolkata, 2024-03-31, 24"
    })
    void a_day_on_which_clocks_change_has_other_hours(ZoneId zone, LocalDate day, long hours) {
        Period period =
                BillingCycle.calendar(BillingInterval.DAY, zone).containing(midnight(day, zone));
        assertThat(period.end()).isEqualTo(period.start().plusSeconds(hours * 3600));
        assertThat(period.days()).isEqualTo(1);
    }

    @Test
    void a_day_on_lord_howe_is_longer_by_half_an_hour() {
        ZoneId zone = ZoneId.of("Australia/Lord_Howe");
        Period period =
                BillingCycle.calendar(BillingInterval.DAY, zone)
                        .containing(midnight(LocalDate.parse("2024-04-07"), zone));
        assertThat(period.end()).isEqualTo(period.start().plusSeconds(49 * 1800));
    }

    @Test
    void a_week_across_a_change_of_clocks_keeps_its_midnights() {
        BillingCycle cycle =
                BillingCycle.anchoredOn(
                        BillingInterval.WEEK, LocalDate.parse("2024-03-27"), BERLIN);
        assertThat(cycle.period(0))
                .isEqualTo(
                        new Period(
                                Instant.parse("2024-03-26T23:00:00Z"),
                                Instant.parse("2024-04-02T22:00:00Z"),
                                BERLIN));
        assertThat(cycle.period(0).days()).isEqualTo(7);
    }

    @Test
    void a_day_that_samoa_skipped_is_no_period() {
        ZoneId apia = ZoneId.of("Pacific/Apia");
        BillingCycle days = BillingCycle.calendar(BillingInterval.DAY, apia);
        Period before = days.containing(midnight(LocalDate.parse("2011-12-29"), apia));
        Period after = days.containing(before.end());
        assertThat(after.firstDay()).isEqualTo("2011-12-31");
        assertThat(days.endedBy(after.start())).isEqualTo(before);
    }

    @Test
    void a_time_that_the_clocks_skip_moves_forward() {
        BillingCycle cycle =
                BillingCycle.anchoredAt(
                        BillingInterval.DAY, Instant.parse("2024-03-30T01:30:00Z"), BERLIN);
        assertThat(cycle.border(1)).isEqualTo("2024-03-31T01:30:00Z");
        assertThat(cycle.border(2)).isEqualTo("2024-04-01T00:30:00Z");
    }

    @Test
    void a_month_in_new_york_begins_at_its_own_midnight() {
        Period january =
                BillingCycle.calendar(BillingInterval.MONTH, NEW_YORK)
                        .containing(Instant.parse("2022-01-15T00:00:00Z"));
        assertThat(january.start()).isEqualTo("2022-01-01T05:00:00Z");
        assertThat(january.end()).isEqualTo("2022-02-01T05:00:00Z");
    }

    @Test
    void calendar_weeks_begin_on_monday() {
        Period week =
                BillingCycle.calendar(BillingInterval.WEEK, ZoneOffset.UTC)
                        .containing(Instant.parse("2024-03-10T08:00:00Z"));
        assertThat(week.firstDay()).isEqualTo("2024-03-04");
        assertThat(week.endDay()).isEqualTo("2024-03-11");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-04-01T00:00:00Z, 2024-04-14T12:00:00Z",
        "2024-04-13T23:59:59Z, 2024-04-14T12:00:00Z",
        "2024-04-14T00:00:00Z, 2024-05-14T12:00:00Z",
        "2024-04-14T12:00:00Z, 2024-05-14T12:00:00Z",
        "2024-04-14T18:00:00Z, 2024-05-14T12:00:00Z",
        "2024-04-15T00:00:00Z, 2024-05-14T12:00:00Z"
    })
    void a_period_out_of_step_ends_at_the_next_border_of_a_later_day(Instant start, Instant end) {
        BillingCycle cycle =
                BillingCycle.anchoredAt(
                        BillingInterval.MONTH,
                        Instant.parse("2024-01-14T12:00:00Z"),
                        ZoneOffset.UTC);
        assertThat(cycle.endAfterDayOf(start)).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({
        "2022-02-19, 31, 2022-02-28, 2022-03-31",
        "2022-02-28, 31, 2022-02-28, 2022-03-31",
        "2022-02-19, 10, 2022-03-10, 2022-04-10",
        "2024-01-31, 30, 2024-02-29, 2024-03-30"
    })
    void a_bill_day_is_the_first_one_not_before_the_start(
            LocalDate start, int billDay, LocalDate first, LocalDate second) {
        BillingCycle cycle =
                BillingCycle.onBillDay(BillingInterval.MONTH, start, billDay, ZoneOffset.UTC);
        assertThat(cycle.period(0).firstDay()).isEqualTo(first);
        assertThat(cycle.period(1).firstDay()).isEqualTo(second);
    }

    @Test
    void a_customer_who_moves_west_has_no_period_of_three_hours() {
        Period old =
                BillingCycle.calendar(BillingInterval.MONTH, NEW_YORK)
                        .containing(Instant.parse("2022-01-15T00:00:00Z"));
        BillingCycle moved =
                BillingCycle.calendar(BillingInterval.MONTH, ZoneId.of("America/Los_Angeles"));
        assertThat(moved.after(old).start()).isEqualTo(old.end());
        assertThat(moved.after(old).end()).isEqualTo("2022-03-01T08:00:00Z");
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#thousand")
    void a_move_loses_no_time_and_the_period_after_it_is_in_step(long seed) {
        Random random = new Random(seed);
        Period old = anyCycle(random).containing(anyInstant(random));
        BillingCycle moved = anyCycle(random);
        Period first = moved.after(old);
        assertThat(first.start()).isEqualTo(old.end());
        assertThat(first.end()).isAfter(first.start());
        assertThat(moved.containing(first.end()).start()).isEqualTo(first.end());
    }

    @Test
    void the_period_after_one_of_the_same_cycle_is_the_next_one() {
        BillingCycle cycle =
                BillingCycle.anchoredOn(
                        BillingInterval.MONTH, LocalDate.parse("2023-01-31"), BERLIN);
        for (int n = 0; n < 30; n++) {
            assertThat(cycle.after(cycle.period(n))).isEqualTo(cycle.period(n + 1));
        }
    }

    @Test
    void nonsense_is_refused() {
        assertThatThrownBy(() -> BillingInterval.MONTH.times(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                BillingCycle.onBillDay(
                                        BillingInterval.MONTH, LocalDate.EPOCH, 32, BERLIN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Period(Instant.EPOCH, Instant.MIN, BERLIN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(BillingInterval.byKey("fortnight")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"day", "week", "month", "quarter", "half_year", "year"})
    void intervals_are_found_by_the_name_plans_use(String key) {
        assertThat(BillingInterval.byKey(key))
                .get()
                .extracting(BillingInterval::key)
                .isEqualTo(key);
    }

    private static BillingCycle anyCycle(Random random) {
        BillingInterval interval = INTERVALS.get(random.nextInt(INTERVALS.size()));
        ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
        LocalDate day = LocalDate.EPOCH.plusDays(random.nextInt(14_000, 21_000));
        return switch (random.nextInt(4)) {
            case 0 -> BillingCycle.calendar(interval, zone);
            case 1 -> BillingCycle.anchoredOn(interval, day, zone);
            case 2 -> BillingCycle.onBillDay(interval, day, random.nextInt(1, 32), zone);
            default -> BillingCycle.anchoredAt(interval, anyInstant(random), zone);
        };
    }

    private static Instant anyInstant(Random random) {
        YearMonth month = YearMonth.of(2008, 1).plusMonths(random.nextInt(240));
        LocalDateTime time = month.atDay(1).atStartOfDay().plusSeconds(random.nextInt(2_700_000));
        return time.toInstant(ZoneOffset.UTC).plusNanos(random.nextInt(2));
    }

    private static Instant midnight(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }
}
