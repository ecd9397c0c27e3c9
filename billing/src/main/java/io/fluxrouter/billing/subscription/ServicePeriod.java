package io.fluxrouter.billing.subscription;

import io.fluxrouter.core.period.Period;
import io.fluxrouter.core.period.Share;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A period of a subscription as it is billed.
 *
 * @param number from 1; 0 is the trial
 * @param span when it was, or is, served
 * @param whole the full cycle that prices are for; the span is less where the service began or
 *     ended inside it
 * @param last whether no other follows, because the subscription was paused, moved to another
 *     interval, or ended
 */
public record ServicePeriod(int number, Period span, Period whole, boolean trial, boolean last) {

    /** The days of a stretch within the whole. The start day counts, the end day does not. */
    public Share share(Instant from, Instant until) {
        Instant end = until.isBefore(from) ? from : until;
        return Share.ofDays(from, end, whole);
    }

    /** What is left from the day of the instant on, of what this period was to be. */
    Share rest(Instant now) {
        LocalDate from = whole.dayOf(now.isBefore(span.start()) ? span.start() : now);
        LocalDate until = span.endDay();
        return Share.ofDays(
                from.isAfter(until) ? until : from, until, whole.firstDay(), whole.endDay());
    }

    /** Ends it at the instant, for good. */
    ServicePeriod cutAt(Instant now) {
        return new ServicePeriod(number, span.cutAt(now), whole, trial, true);
    }

    ServicePeriod asLast() {
        return new ServicePeriod(number, span, whole, trial, true);
    }
}
