package io.fluxrouter.billing.subscription;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Where the borders of a subscription's periods lie. A period keeps the zone it began in; a move to
 * another zone comes about with the next one, so no moment is billed twice or left out.
 *
 * @param zone whose days and midnights count
 * @param anchor where borders are counted from
 * @param nextZone whose days count from the next period on; null for the same
 */
public record BorderCalendar(ZoneId zone, Instant anchor, @Nullable ZoneId nextZone) {

    static BorderCalendar of(ZoneId zone, Instant anchor) {
        return new BorderCalendar(zone, anchor, null);
    }

    BorderCalendar anchoredAt(Instant anchor) {
        return new BorderCalendar(zone, anchor, nextZone);
    }

    /** To move there with the next period; to the zone it is in: to stay. */
    BorderCalendar movingTo(ZoneId next) {
        boolean stays = next.normalized().equals(zone.normalized());
        return new BorderCalendar(zone, anchor, stays ? null : next);
    }

    /** Moved, if it was to be: borders stay on the same day and time of the wall clock. */
    BorderCalendar moved() {
        if (nextZone == null) return this;
        Instant there = LocalDateTime.ofInstant(anchor, zone).atZone(nextZone).toInstant();
        return of(nextZone, there);
    }
}
