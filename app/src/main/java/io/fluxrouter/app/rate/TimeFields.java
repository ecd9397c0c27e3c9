package io.fluxrouter.app.rate;

import io.fluxrouter.core.period.BillingInterval;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Moments, zones and intervals as a case's input writes them. */
final class TimeFields {

    private static final Map<String, String> INTERVAL_WORDS =
            Map.of(
                    "daily", "day",
                    "weekly", "week",
                    "monthly", "month",
                    "quarterly", "quarter",
                    "semiannual", "half_year",
                    "half_yearly", "half_year",
                    "yearly", "year",
                    "annual", "year",
                    "annually", "year");

    private TimeFields() {}

    /** UTC where the input names no zone (research 3.6). */
    static ZoneId zone(PaperInput input) {
        String name = Alias.find(input, "time_zone", "timezone", "zone");
        if (name == null) return ZoneOffset.UTC;
        try {
            return ZoneId.of(input.text(name), ZoneId.SHORT_IDS);
        } catch (DateTimeException unknown) {
            throw input.invalid(name, "a time zone such as America/New_York");
        }
    }

    /** One month where the input names no interval. */
    static BillingInterval interval(PaperInput input) {
        String name = Alias.find(input, "interval", "billing_period");
        BillingInterval interval = name == null ? BillingInterval.MONTH : interval(input, name);
        String count = Alias.find(input, "interval_count", "count", "unit");
        return count == null ? interval : interval.times(input.integer(count));
    }

    static BillingInterval interval(PaperInput input, String name) {
        String word = input.text(name).toLowerCase(Locale.ROOT);
        return BillingInterval.byKey(INTERVAL_WORDS.getOrDefault(word, word))
                .orElseThrow(
                        () -> input.invalid(name, "day, week, month, quarter, half_year or year"));
    }

    /** A moment, a local time of the zone, or a day, which begins at its midnight there. */
    static Instant moment(PaperInput input, String name, ZoneId zone) {
        String text = input.text(name);
        try {
            if (isDay(text)) return LocalDate.parse(text).atStartOfDay(zone).toInstant();
            return hasOffset(text)
                    ? Instant.parse(text)
                    : LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException unreadable) {
            throw input.invalid(name, "a moment such as 2026-01-31T12:00:00Z or a day");
        }
    }

    static @Nullable Instant findMoment(PaperInput input, ZoneId zone, String... names) {
        String name = Alias.find(input, names);
        return name == null ? null : moment(input, name, zone);
    }

    /** A day, or the day of a moment in the zone. */
    static LocalDate day(PaperInput input, String name, ZoneId zone) {
        return LocalDate.ofInstant(moment(input, name, zone), zone);
    }

    static boolean isDay(String text) {
        return text.length() == "2026-01-31".length();
    }

    private static boolean hasOffset(String text) {
        int time = text.indexOf('T');
        return text.endsWith("Z")
                || text.indexOf('+', time) > 0
                || (time > 0 && text.indexOf('-', time) > 0);
    }
}
