package io.fluxrouter.core.period;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * A stretch of time from its start to just before its end. An instant on a border belongs to the
 * later period, so that each usage event is in one period and is billed once (DESIGN 8; Stripe and
 * OpenMeter alike. Lago prints inclusive ends, which leaves a gap of a second).
 *
 * @param zone the zone whose days are counted; frozen with the period, so that a customer who moves
 *     does not change what an invoice covers
 */
public record Period(Instant start, Instant end, ZoneId zone) {
    public Period {
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("a period from " + start + " back to " + end);
        }
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(start) && instant.isBefore(end);
    }

    /** The day it starts on. */
    public LocalDate firstDay() {
        return dayOf(start);
    }

    /** The day it ends on, which is the first day of the next period. */
    public LocalDate endDay() {
        return dayOf(end);
    }

    /** The calendar day of an instant in the zone of this period. */
    public LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    /**
     * How many calendar days it has. Days of 23 and 25 hours are days, and a day that a zone
     * skipped (Samoa had no 30 December 2011) counts too: prices are per calendar month.
     */
    public long days() {
        return ChronoUnit.DAYS.between(firstDay(), endDay());
    }

    /**
     * What is left of it when the service ends earlier. Ends before the start leave nothing: an
     * empty period at its start.
     */
    public Period cutAt(Instant serviceEnd) {
        if (!serviceEnd.isBefore(end)) return this;
        return new Period(start, serviceEnd.isBefore(start) ? start : serviceEnd, zone);
    }

    /** What is left of it when the service starts later. Starts after the end leave nothing. */
    public Period startingAt(Instant serviceStart) {
        if (!serviceStart.isAfter(start)) return this;
        return new Period(serviceStart.isAfter(end) ? end : serviceStart, end, zone);
    }
}
