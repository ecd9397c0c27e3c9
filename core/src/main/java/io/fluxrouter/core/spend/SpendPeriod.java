package io.fluxrouter.core.spend;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often a spend cap starts afresh, in UTC. Weeks start on Sunday (the rule of Enterprise
 * Router, spec/REFERENCE 3.5). The hour is that of the safety limit; what people set by hand is one
 * of the others.
 */
public enum SpendPeriod {
    HOURLY,
    DAILY,
    WEEKLY,
    MONTHLY,
    NEVER;

    /** When the period that the instant is in began. For NEVER: the beginning of 1970. */
    public Instant startOf(Instant instant) {
        return switch (this) {
            case HOURLY -> instant.truncatedTo(ChronoUnit.HOURS);
            case DAILY -> instant.truncatedTo(ChronoUnit.DAYS);
            case WEEKLY ->
                    midnight(day(instant).with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY)));
            case MONTHLY -> midnight(day(instant).withDayOfMonth(1));
            case NEVER -> Instant.EPOCH;
        };
    }

    /** When the period that began then ends, or null if it never does. */
    public @Nullable Instant endOf(Instant start) {
        return switch (this) {
            case HOURLY -> start.plus(Duration.ofHours(1));
            case DAILY -> start.plus(Duration.ofDays(1));
            case WEEKLY -> start.plus(Duration.ofDays(7));
            case MONTHLY -> midnight(day(start).plusMonths(1));
            case NEVER -> null;
        };
    }

    /** As the API writes it: "monthly". */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<SpendPeriod> byKey(String key) {
        for (SpendPeriod period : values()) {
            if (period.key().equals(key)) return Optional.of(period);
        }
        return Optional.empty();
    }

    /** Of those that people may set: not the hour. */
    public static Optional<SpendPeriod> ofBudget(String key) {
        return byKey(key).filter(period -> period != HOURLY);
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
