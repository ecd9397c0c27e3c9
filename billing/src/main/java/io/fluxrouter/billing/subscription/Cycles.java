package io.fluxrouter.billing.subscription;

import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.core.period.BillingCycle;
import io.fluxrouter.core.period.Period;
import java.time.Instant;

/** The periods of a subscription, one after the other. Pure. */
final class Cycles {
    private Cycles() {}

    /** The trial, which has a number but no price. */
    static ServicePeriod trial(Period span) {
        return new ServicePeriod(0, span, span, true, false);
    }

    /**
     * A period that starts at the instant, in or out of step with the borders: to the first border
     * on a later day.
     */
    static ServicePeriod startingAt(
            Instant start, int number, Subscription subscription, BillingPlan plan) {
        BillingCycle cycle = cycle(subscription, plan);
        return of(
                number, new Period(start, cycle.endAfterDayOf(start), subscription.zone()), cycle);
    }

    /** The period after one that ran to its end. */
    static ServicePeriod after(ServicePeriod before, Subscription subscription, BillingPlan plan) {
        BillingCycle cycle = cycle(subscription, plan);
        return of(before.number() + 1, cycle.after(before.span()), cycle);
    }

    private static ServicePeriod of(int number, Period span, BillingCycle cycle) {
        Period whole = cycle.containing(span.end().minusNanos(1));
        // A leftover of hours that joined the period after it makes that one longer than a cycle.
        Period priced = span.start().isBefore(whole.start()) && covers(span, whole) ? span : whole;
        return new ServicePeriod(number, span, priced, false, false);
    }

    private static boolean covers(Period span, Period whole) {
        return span.days() >= whole.days();
    }

    private static BillingCycle cycle(Subscription subscription, BillingPlan plan) {
        return BillingCycle.anchoredAt(plan.interval(), subscription.anchor(), subscription.zone());
    }
}
