package io.fluxrouter.core.period;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How many billing cycles a subscription in advance has been billed for, with its first and last
 * part of a cycle. A part is measured by the whole cycle that contains it, so the first one, before
 * the first bill day, by the cycle that ends on that day (Kill Bill's leading proration).
 *
 * @param first the days before the first bill day; null when it starts on one
 * @param whole complete cycles
 * @param last the days of a cycle that the end of the subscription cuts; null when it does not
 */
public record BilledCycles(@Nullable Share first, long whole, @Nullable Share last) {

    /** When the subscription is served, and the last day it is billed on. */
    public record Term(LocalDate start, @Nullable LocalDate end, LocalDate billedUntil) {
        public Term {
            if (end != null && end.isBefore(start)) {
                throw new IllegalArgumentException("a term from " + start + " back to " + end);
            }
        }
    }

    /** Bills each cycle on its first day, if that is not after the day billed until. */
    public static BilledCycles inAdvance(Term term, BillingInterval interval, int billDay) {
        BillingCycle cycle =
                BillingCycle.onBillDay(interval, term.start(), billDay, ZoneOffset.UTC);
        Share first = null;
        long whole = 0;
        Share last = null;
        long number = cycle.anchorDay().isAfter(term.start()) ? -1 : 0;
        for (Period period = cycle.period(number); ; period = cycle.period(++number)) {
            LocalDate served = number < 0 ? term.start() : period.firstDay();
            if (served.isAfter(term.billedUntil()) || isOver(term, served)) break;
            Share share = share(term, served, period);
            if (number < 0) first = share;
            else if (share.part() == share.whole()) whole++;
            else last = share;
        }
        return new BilledCycles(first, whole, last);
    }

    /** All of it in cycles. */
    public BigDecimal total(int digits) {
        BigDecimal total = BigDecimal.valueOf(whole);
        if (first != null) total = total.add(first.toDecimal(digits));
        if (last != null) total = total.add(last.toDecimal(digits));
        return total;
    }

    private static boolean isOver(Term term, LocalDate served) {
        return term.end() != null && !served.isBefore(term.end());
    }

    private static Share share(Term term, LocalDate served, Period period) {
        LocalDate until = term.end() == null ? period.endDay() : term.end();
        return Share.ofDays(served, until, period.firstDay(), period.endDay());
    }
}
