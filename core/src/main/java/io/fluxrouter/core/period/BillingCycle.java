package io.fluxrouter.core.period;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/**
 * The endless sequence of periods of a subscription. Every border is counted from the anchor and
 * never from the border before it: 31 January, 28 February, 31 March, not 28 March (DESIGN 8; as
 * Stripe and OpenMeter). Borders are local times of the zone, so midnight stays midnight when the
 * clocks change, and such a day has 23 or 25 hours.
 *
 * <p>A local time that the clocks skip moves forward by the gap; one that comes twice means the
 * first. Where a zone skips a whole day, the period of that day is empty and {@link #containing}
 * never answers it.
 *
 * @param anchorDay the day of border zero. In a month that is too short for it, cycles of months
 *     use the month's last day
 * @param dayOfMonth the day that months aim at, 1 to 31. It differs from the anchor's own day where
 *     that was cut to a short month (bill day 31, first bill on 28 February)
 * @param time the local time of all borders
 */
public record BillingCycle(
        BillingInterval interval,
        LocalDate anchorDay,
        int dayOfMonth,
        LocalTime time,
        ZoneId zone) {

    /** Zones span 26 hours, from UTC-12 to UTC+14. */
    private static final Duration ZONE_SPAN = Duration.ofHours(26);

    private static final Duration HALF_A_DAY = Duration.ofHours(12);

    private static final LocalDate SOME_MONDAY =
            LocalDate.EPOCH.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));

    public BillingCycle {
        if (dayOfMonth < 1 || dayOfMonth > 31) {
            throw new IllegalArgumentException("day " + dayOfMonth + " of a month");
        }
    }

    /** Counted from the instant at which a subscription started ("anniversary" billing). */
    public static BillingCycle anchoredAt(BillingInterval interval, Instant anchor, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(anchor, zone);
        return new BillingCycle(
                interval, local.toLocalDate(), local.getDayOfMonth(), local.toLocalTime(), zone);
    }

    /** Counted from the start of a day. */
    public static BillingCycle anchoredOn(BillingInterval interval, LocalDate day, ZoneId zone) {
        return new BillingCycle(interval, day, day.getDayOfMonth(), LocalTime.MIDNIGHT, zone);
    }

    /**
     * Counted from a bill day, the first one not before the given day. Months that lack it bill on
     * their last day (Kill Bill's bill cycle day). Cycles of days and weeks have no bill day: they
     * are counted from the given day.
     */
    public static BillingCycle onBillDay(
            BillingInterval interval, LocalDate notBefore, int dayOfMonth, ZoneId zone) {
        if (interval.unit() == BillingInterval.Unit.DAY) {
            return anchoredOn(interval, notBefore, zone);
        }
        LocalDate first = billDayIn(YearMonth.from(notBefore), dayOfMonth);
        if (first.isBefore(notBefore)) {
            first = billDayIn(YearMonth.from(notBefore).plusMonths(1), dayOfMonth);
        }
        return new BillingCycle(interval, first, dayOfMonth, LocalTime.MIDNIGHT, zone);
    }

    /**
     * Along the calendar: days, weeks from Monday, months from the 1st, years from 1 January, all
     * from midnight (Lago's "calendar" billing; ISO 8601 for the week).
     */
    public static BillingCycle calendar(BillingInterval interval, ZoneId zone) {
        return anchoredOn(
                interval,
                switch (interval.unit()) {
                    case DAY -> SOME_MONDAY;
                    case MONTH -> LocalDate.EPOCH;
                },
                zone);
    }

    /** The bill day of a month: the day aimed at, or the month's last. */
    public static LocalDate billDayIn(YearMonth month, int dayOfMonth) {
        return month.atDay(Math.min(dayOfMonth, month.lengthOfMonth()));
    }

    /** Border number n; number 0 is the anchor, negative numbers lie before it. */
    public Instant border(long number) {
        return LocalDateTime.of(borderDay(number), time).atZone(zone).toInstant();
    }

    /** The period that the instant is in. Never empty. */
    public Period containing(Instant instant) {
        long number = estimate(LocalDate.ofInstant(instant, zone));
        while (border(number).isAfter(instant)) number--;
        while (!border(number + 1).isAfter(instant)) number++;
        return period(number);
    }

    /** Period number n, which starts at border n. */
    public Period period(long number) {
        return new Period(border(number), border(number + 1), zone);
    }

    /** The first border after the instant. */
    public Instant nextAfter(Instant instant) {
        return containing(instant).end();
    }

    /** The last period that was over at the instant: what billing in arrears covers. */
    public Period endedBy(Instant instant) {
        return containing(containing(instant).start().minusNanos(1));
    }

    /**
     * The end of a period that starts at the instant, in or out of step: the first border on a
     * later day. A start within the day of a border is that border, whatever the time, because we
     * bill whole days (Flexprice, and Stripe for the first anchor).
     */
    public Instant endAfterDayOf(Instant start) {
        LocalDate day = LocalDate.ofInstant(start, zone);
        Instant border = nextAfter(start);
        return LocalDate.ofInstant(border, zone).isAfter(day) ? border : nextAfter(border);
    }

    /**
     * The period after one that was frozen with another anchor or zone: it begins where that one
     * ended, so no time is lost or billed twice. A customer who moved shifts the borders by up to
     * 26 hours; a leftover as short as that joins the period after it (Lago's guard, research 3.6).
     * Where periods are days, a leftover is half of one at most.
     */
    public Period after(Period previous) {
        Instant end = nextAfter(previous.end());
        Duration longest = interval.equals(BillingInterval.DAY) ? HALF_A_DAY : ZONE_SPAN;
        boolean leftover = Duration.between(previous.end(), end).compareTo(longest) <= 0;
        return new Period(previous.end(), leftover ? nextAfter(end) : end, zone);
    }

    private LocalDate borderDay(long number) {
        long steps = Math.multiplyExact(number, interval.count());
        return switch (interval.unit()) {
            case DAY -> anchorDay.plusDays(steps);
            case MONTH -> billDayIn(YearMonth.from(anchorDay).plusMonths(steps), dayOfMonth);
        };
    }

    /** A border number near the day: at most one off, before the time of day is looked at. */
    private long estimate(LocalDate day) {
        long units =
                switch (interval.unit()) {
                    case DAY -> ChronoUnit.DAYS.between(anchorDay, day);
                    case MONTH ->
                            ChronoUnit.MONTHS.between(
                                    YearMonth.from(anchorDay), YearMonth.from(day));
                };
        return Math.floorDiv(units, interval.count());
    }
}
