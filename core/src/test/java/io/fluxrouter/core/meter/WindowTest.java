package io.fluxrouter.core.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WindowTest {
    /** Whole hours, half and quarter hours, half an hour of summer time, a skipped day, none. */
    private static final List<String> ZONES =
            List.of(
                    "UTC",
                    "America/New_York",
                    "America/Sao_Paulo",
                    "America/Havana",
                    "Asia/Kathmandu",
                    "Australia/Lord_Howe",
                    "Pacific/Apia",
                    "+03:00");

    @ParameterizedTest
    @CsvSource({
        "MINUTE, UTC, 2026-03-01T10:00:59.999Z, 2026-03-01T10:00:00Z, 2026-03-01T10:01:00Z",
        "HOUR, UTC, 2026-03-01T10:00:00Z, 2026-03-01T10:00:00Z, 2026-03-01T11:00:00Z",
        "HOUR, Asia/Kolkata, 2026-03-01T10:29:59Z, 2026-03-01T09:30:00Z, 2026-03-01T10:30:00Z",
        "HOUR, America/New_York, 2023-11-05T05:30:00Z, 2023-11-05T05:00:00Z, 2023-11-05T06:00:00Z",
        "HOUR, America/New_York, 2023-11-05T06:30:00Z, 2023-11-05T06:00:00Z, 2023-11-05T07:00:00Z",
        "HOUR, Australia/Lord_Howe, 2023-04-01T14:45:00Z, 2023-04-01T14:00:00Z, 2023-04-01T15:00:00Z",
        "HOUR, Australia/Lord_Howe, 2023-04-01T15:10:00Z, 2023-04-01T15:00:00Z, 2023-04-01T15:30:00Z",
        "DAY, America/New_York, 2023-03-12T12:00:00Z, 2023-03-12T05:00:00Z, 2023-03-13T04:00:00Z",
        "DAY, America/New_York, 2023-11-05T12:00:00Z, 2023-11-05T04:00:00Z, 2023-11-06T05:00:00Z",
        "DAY, Pacific/Apia, 2011-12-30T09:59:59Z, 2011-12-29T10:00:00Z, 2011-12-30T10:00:00Z",
        "DAY, Pacific/Apia, 2011-12-30T10:00:00Z, 2011-12-30T10:00:00Z, 2011-12-31T10:00:00Z"
    })
    void a_bucket_follows_the_clock_of_its_zone(
            Window window, String zone, Instant instant, Instant start, Instant end) {
        assertThat(window.at(instant, ZoneId.of(zone))).isEqualTo(new Window.Bucket(start, end));
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#hundred")
    void buckets_tile(long seed) {
        Random random = new Random(seed);
        for (String name : ZONES) {
            ZoneId zone = ZoneId.of(name);
            for (Window window : Window.values()) {
                walk(window, zone, near(random, zone));
            }
        }
    }

    /** Thirty buckets in a row, each starting where the one before ends. */
    private static void walk(Window window, ZoneId zone, Instant instant) {
        Window.Bucket bucket = window.at(instant, zone);
        assertThat(bucket.contains(instant)).isTrue();
        for (int i = 0; i < 30; i++) {
            assertThat(bucket.start()).isBefore(bucket.end());
            assertThat(window.at(bucket.start(), zone)).isEqualTo(bucket);
            assertThat(window.at(bucket.end().minusNanos(1), zone)).isEqualTo(bucket);
            Window.Bucket next = window.at(bucket.end(), zone);
            assertThat(next.start()).as("%s in %s", window, zone).isEqualTo(bucket.end());
            bucket = next;
        }
    }

    /** An instant since 1990, most often just before the clock changes. */
    private static Instant near(Random random, ZoneId zone) {
        Instant some = Instant.ofEpochSecond(random.nextLong(631_152_000L, 1_900_000_000L));
        var change = zone.getRules().nextTransition(some);
        if (change == null || random.nextInt(4) == 0) return some;
        return change.getInstant().minusSeconds(random.nextLong(1, 7_200));
    }
}
