package io.fluxrouter.core.spend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SpendPeriodTest {
    private static final Instant YEAR_2023 = Instant.parse("2023-01-01T00:00:00Z");
    private static final Instant YEAR_2029 = Instant.parse("2029-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "HOURLY, 2026-03-01T23:59:59.999Z, 2026-03-01T23:00:00Z, 2026-03-02T00:00:00Z",
        "HOURLY, 2026-02-28T12:00:00Z, 2026-02-28T12:00:00Z, 2026-02-28T13:00:00Z",
        "DAILY, 2026-03-01T00:00:00Z, 2026-03-01T00:00:00Z, 2026-03-02T00:00:00Z",
        "DAILY, 2026-02-28T23:59:59.999999999Z, 2026-02-28T00:00:00Z, 2026-03-01T00:00:00Z",
        "DAILY, 2024-02-29T12:00:00Z, 2024-02-29T00:00:00Z, 2024-03-01T00:00:00Z",
        "WEEKLY, 2026-03-01T00:00:00Z, 2026-03-01T00:00:00Z, 2026-03-08T00:00:00Z",
        "WEEKLY, 2026-03-07T23:59:59Z, 2026-03-01T00:00:00Z, 2026-03-08T00:00:00Z",
        "WEEKLY, 2026-01-01T00:00:00Z, 2025-12-28T00:00:00Z, 2026-01-04T00:00:00Z",
        "MONTHLY, 2024-02-29T23:59:59Z, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
        "MONTHLY, 2026-01-31T08:00:00Z, 2026-01-01T00:00:00Z, 2026-02-01T00:00:00Z",
        "MONTHLY, 2026-12-31T23:59:59Z, 2026-12-01T00:00:00Z, 2027-01-01T00:00:00Z",
        "NEVER, 2026-03-01T00:00:00Z, 1970-01-01T00:00:00Z,"
    })
    void a_period_starts_and_ends_in_utc(
            SpendPeriod period, Instant instant, Instant start, @Nullable Instant end) {
        assertThat(period.startOf(instant)).isEqualTo(start);
        assertThat(period.endOf(start)).isEqualTo(end);
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#thousand")
    void an_instant_lies_between_the_start_and_the_end_of_its_period(long seed) {
        Random random = new Random(seed);
        long seconds = random.nextLong(YEAR_2023.getEpochSecond(), YEAR_2029.getEpochSecond());
        Instant instant = Instant.ofEpochSecond(seconds, random.nextInt(1_000_000_000));
        for (SpendPeriod period : SpendPeriod.values()) {
            Instant start = period.startOf(instant);
            assertThat(instant).isAfterOrEqualTo(start);
            if (period != SpendPeriod.NEVER) assertThat(instant).isBefore(period.endOf(start));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEVER")
    void periods_follow_one_another_without_gap_or_overlap(SpendPeriod period) {
        Instant start = period.startOf(YEAR_2023);
        while (start.isBefore(YEAR_2029)) {
            Instant end = Objects.requireNonNull(period.endOf(start));
            assertThat(period.startOf(start)).isEqualTo(start);
            assertThat(period.startOf(end.minusNanos(1))).isEqualTo(start);
            assertThat(period.startOf(end)).isEqualTo(end);
            start = period.startOf(end);
        }
    }

    @Test
    void weeks_start_on_sunday() {
        assertThat(SpendPeriod.WEEKLY.startOf(YEAR_2023).atZone(ZoneOffset.UTC).getDayOfWeek())
                .isEqualTo(DayOfWeek.SUNDAY);
    }

    @ParameterizedTest
    @CsvSource({
        "HOURLY, hourly",
        "DAILY, daily",
        "WEEKLY, weekly",
        "MONTHLY, monthly",
        "NEVER, never"
    })
    void keys_are_what_the_api_writes(SpendPeriod period, String key) {
        assertThat(period.key()).isEqualTo(key);
        assertThat(SpendPeriod.byKey(key)).contains(period);
    }

    @Test
    void an_unknown_key_is_no_period() {
        assertThat(SpendPeriod.byKey("Daily")).isEmpty();
        assertThat(SpendPeriod.byKey("yearly")).isEmpty();
    }

    @Test
    void nobody_sets_a_budget_by_the_hour() {
        assertThat(SpendPeriod.ofBudget("hourly")).isEmpty();
        assertThat(SpendPeriod.ofBudget("weekly")).contains(SpendPeriod.WEEKLY);
    }
}
