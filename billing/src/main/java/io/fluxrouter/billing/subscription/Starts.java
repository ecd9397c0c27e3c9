package io.fluxrouter.billing.subscription;

import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.plan.Offer;
import io.fluxrouter.core.period.Period;
import io.fluxrouter.core.subscription.SubscriptionStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a subscription begins: with its trial, else with its first period. Pure. */
final class Starts {
    /**
     * Enough to take over contracts that run elsewhere; the periods since are all written at once.
     */
    private static final Duration REACH = Duration.ofDays(5 * 366);

    private Starts() {}

    static Subscription of(NewSubscription wanted, Offer offer, Instant now) {
        Instant start =
                near(wanted.startsAt() == null ? now : wanted.startsAt(), now, "start_date");
        Instant trialEnd = trialEnd(wanted, offer, start, now);
        Instant anchor = wanted.anchor();
        if (anchor == null) anchor = trialEnd == null ? start : trialEnd;
        Subscription first =
                new Subscription(
                        UUID.randomUUID(),
                        offer.plan().organizationId(),
                        wanted.customerId(),
                        PlanRef.of(offer),
                        null,
                        trialEnd == null ? SubscriptionStatus.ACTIVE : SubscriptionStatus.TRIAL,
                        BorderCalendar.of(wanted.zone(), near(anchor, now, "billing_anchor")),
                        start,
                        trialEnd,
                        null,
                        null,
                        Cycles.trial(new Period(start, start, wanted.zone())),
                        now,
                        now);
        return first.withPeriod(
                trialEnd == null
                        ? Cycles.startingAt(start, 1, first, offer.plan())
                        : Cycles.trial(new Period(start, trialEnd, wanted.zone())));
    }

    private static @Nullable Instant trialEnd(
            NewSubscription wanted, Offer offer, Instant start, Instant now) {
        Instant asked = wanted.trialEndsAt();
        if (asked == null) return trialOf(offer, start, wanted.zone());
        if (!asked.isAfter(start)) {
            throw Fields.invalid("trial_end_date must be after start_date.", "trial_end_date");
        }
        return near(asked, now, "trial_end_date");
    }

    /** So many days on the wall clock: noon stays noon when the clocks change. */
    private static @Nullable Instant trialOf(Offer offer, Instant start, ZoneId zone) {
        int days = offer.plan().trialDays();
        return days == 0 ? null : start.atZone(zone).plusDays(days).toInstant();
    }

    private static Instant near(Instant time, Instant now, String param) {
        Duration distance = Duration.between(now, time).abs();
        if (distance.compareTo(REACH) > 0) {
            throw Fields.invalid(param + " must be within five years of now.", param);
        }
        return time.truncatedTo(ChronoUnit.MICROS);
    }
}
