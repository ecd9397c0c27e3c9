package io.fluxrouter.core.meter;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The length of a bucket of time on the wall clock of a zone. Buckets tile: every instant is in
 * exactly one, on days of 23 and 25 hours too, where a change of the clock by half an hour (Lord
 * Howe) cuts an hour short, and where a day is skipped (Apia, 2011-12-30).
 */
public enum Window {
    MINUTE,
    HOUR,
    DAY;

    /** A half-open stretch of time. */
    public record Bucket(Instant start, Instant end) {
        public boolean contains(Instant instant) {
            return !instant.isBefore(start) && instant.isBefore(end);
        }
    }

    /** The bucket that an instant is in. */
    public Bucket at(Instant instant, ZoneId zone) {
        return switch (this) {
            case MINUTE -> clockBucket(instant, zone.getRules(), ChronoUnit.MINUTES);
            case HOUR -> clockBucket(instant, zone.getRules(), ChronoUnit.HOURS);
            case DAY -> dayBucket(LocalDate.ofInstant(instant, zone), zone);
        };
    }

    /** A stretch of one reading of the clock: from one change of the offset to the next at most. */
    private static Bucket clockBucket(Instant instant, ZoneRules rules, ChronoUnit unit) {
        ZoneOffset offset = rules.getOffset(instant);
        LocalDateTime local = LocalDateTime.ofInstant(instant, offset).truncatedTo(unit);
        Instant start = local.toInstant(offset);
        Instant end = local.plus(1, unit).toInstant(offset);
        // The transition before an instant is searched from just behind it: one at the instant
        // counts.
        ZoneOffsetTransition before = rules.previousTransition(instant.plusNanos(1));
        ZoneOffsetTransition after = rules.nextTransition(instant);
        return new Bucket(
                before != null && before.getInstant().isAfter(start) ? before.getInstant() : start,
                after != null && after.getInstant().isBefore(end) ? after.getInstant() : end);
    }

    private static Bucket dayBucket(LocalDate day, ZoneId zone) {
        return new Bucket(
                day.atStartOfDay(zone).toInstant(), day.plusDays(1).atStartOfDay(zone).toInstant());
    }
}
