package io.fluxrouter.core.spend;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often a spend cap starts afresh, always at midnight UTC. Weeks start on Sunday (the rule of
 * Enterprise Router, spec/REFERENCE 3.5).
 */
public enum SpendPeriod {
    DAILY,
    WEEKLY,
    MONTHLY,
    NEVER;

    /** The first day of the period that the instant is in. For NEVER: the first day of 1970. */
    public LocalDate startOf(Instant instant) {
        LocalDate day = LocalDate.ofInstant(instant, ZoneOffset.UTC);
        return switch (this) {
            case DAILY -> day;
            case WEEKLY -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
            case MONTHLY -> day.withDayOfMonth(1);
            case NEVER -> LocalDate.EPOCH;
        };
    }

    /** When the period with this first day ends, or null if it never does. */
    public @Nullable Instant endOf(LocalDate start) {
        return switch (this) {
            case DAILY -> midnight(start.plusDays(1));
            case WEEKLY -> midnight(start.plusWeeks(1));
            case MONTHLY -> midnight(start.plusMonths(1));
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

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
