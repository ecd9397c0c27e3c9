package io.fluxrouter.core.entitlement;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * How often the use of a feature starts again from zero. The n-th period starts at the anchor plus
 * n units on the wall clock, not at the end of the one before: an anchor on the 31st gives 28
 * February and then 31 March.
 */
public enum ResetPeriod {
    DAY(ChronoUnit.DAYS),
    WEEK(ChronoUnit.WEEKS),
    MONTH(ChronoUnit.MONTHS),
    YEAR(ChronoUnit.YEARS),
    /** One count for ever. */
    NEVER(ChronoUnit.FOREVER);

    private final ChronoUnit unit;

    ResetPeriod(ChronoUnit unit) {
        this.unit = unit;
    }

    /** A half-open stretch of time in which use is counted together. */
    public record Span(Instant start, Instant end) {}

    /**
     * The period that an instant is in.
     *
     * @param anchor where the first one starts; a subscription's start, as a rule
     * @param zone whose clock says when a day begins
     */
    public Span at(Instant now, Instant anchor, ZoneId zone) {
        if (this == NEVER) return new Span(Instant.MIN, Instant.MAX);
        LocalDateTime first = LocalDateTime.ofInstant(anchor, zone);
        // Right but for the clamping of days and changes of the clock, which move it by one or two.
        long n = unit.between(first, LocalDateTime.ofInstant(now, zone));
        while (start(first, n, zone).isAfter(now)) n--;
        while (!start(first, n + 1, zone).isAfter(now)) n++;
        return new Span(start(first, n, zone), start(first, n + 1, zone));
    }

    /** As the API writes it: "month". */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ResetPeriod> byKey(String key) {
        for (ResetPeriod period : values()) {
            if (period.key().equals(key)) return Optional.of(period);
        }
        return Optional.empty();
    }

    private Instant start(LocalDateTime first, long n, ZoneId zone) {
        return first.plus(n, unit).atZone(zone).toInstant();
    }
}
