package io.fluxrouter.core.period;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * A part of a whole, kept as two numbers so that nothing is rounded before money is: 17 of 31 days.
 * Between nothing and all of it.
 */
public record Share(long part, long whole) {
    public static final Share NOTHING = new Share(0, 1);
    public static final Share ALL = new Share(1, 1);

    public Share {
        if (whole <= 0) throw new IllegalArgumentException("a share of a whole of " + whole);
        if (part < 0 || part > whole) {
            throw new IllegalArgumentException("a share of " + part + " in " + whole);
        }
    }

    /**
     * The days of a service within a period, both half-open. The start day counts, the end day does
     * not: on the day of a change the new plan is in force (DESIGN 8; Fluxrate's example of 17/31,
     * Kill Bill, Lago). Days outside the period do not count, and a service that ends on the day it
     * starts has none.
     */
    public static Share ofDays(
            LocalDate from, LocalDate until, LocalDate periodStart, LocalDate periodEnd) {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("a service from " + from + " back to " + until);
        }
        LocalDate first = from.isBefore(periodStart) ? periodStart : from;
        LocalDate end = until.isAfter(periodEnd) ? periodEnd : until;
        long days = Math.max(0, ChronoUnit.DAYS.between(first, end));
        return new Share(days, ChronoUnit.DAYS.between(periodStart, periodEnd));
    }

    /** The days of the period that were served between two instants, days in the period's zone. */
    public static Share ofDays(Instant from, Instant until, Period period) {
        return ofDays(period.dayOf(from), period.dayOf(until), period.firstDay(), period.endDay());
    }

    /**
     * The days of the period after a service has ended. The day it ended on was used, so a service
     * that ends on its first day has used one (Lago); an end at midnight uses none of the day that
     * begins.
     */
    public static Share ofDaysAfter(Instant end, Period period) {
        LocalDate lastUsed = period.dayOf(end.minusNanos(1));
        LocalDate unused = lastUsed.plusDays(1);
        LocalDate from = unused.isAfter(period.endDay()) ? period.endDay() : unused;
        return ofDays(from, period.endDay(), period.firstDay(), period.endDay());
    }

    /**
     * The time of a service within a period, to the nanosecond (Stripe's proration). Time outside
     * the period does not count.
     */
    public static Share ofTime(Instant from, Instant until, Period period) {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("a service from " + from + " back to " + until);
        }
        Period served = period.startingAt(from).cutAt(until);
        return new Share(nanos(served), nanos(period));
    }

    /** What is left of the period after the instant, to the nanosecond. */
    public static Share ofTimeLeft(Instant instant, Period period) {
        return new Share(nanos(period.startingAt(instant)), nanos(period));
    }

    /** A share written as a decimal, such as 0.5. At most 18 digits. */
    public static Share ofDecimal(BigDecimal fraction) {
        BigDecimal plain = fraction.stripTrailingZeros();
        int digits = Math.max(0, plain.scale());
        return new Share(
                plain.movePointRight(digits).longValueExact(),
                BigDecimal.TEN.pow(digits).longValueExact());
    }

    /** What this leaves of the whole. */
    public Share rest() {
        return new Share(whole - part, whole);
    }

    /**
     * This share of an amount, rounded half up (away from zero) once, at the end. Kill Bill rounds
     * the fraction to nine digits first, which shows in amounts above ten million; we do not.
     *
     * @param digits decimals to keep: 2 for dollars, 0 for yen or for amounts in cents
     */
    public BigDecimal of(BigDecimal amount, int digits) {
        return amount.multiply(BigDecimal.valueOf(part))
                .divide(BigDecimal.valueOf(whole), digits, RoundingMode.HALF_UP);
    }

    /** The share as a decimal, for display. */
    public BigDecimal toDecimal(int digits) {
        return of(BigDecimal.ONE, digits);
    }

    private static long nanos(Period period) {
        return Duration.between(period.start(), period.end()).toNanos();
    }

    /** "17/31". */
    @Override
    public String toString() {
        return part + "/" + whole;
    }
}
