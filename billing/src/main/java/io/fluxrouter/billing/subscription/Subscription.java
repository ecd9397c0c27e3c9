package io.fluxrouter.billing.subscription;

import io.fluxrouter.core.subscription.SubscriptionStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer on a version of a plan.
 *
 * @param next what takes the plan's place when the period ends; null if nothing does
 * @param calendar where the borders of its periods lie
 * @param ending the end that was asked for; null if none was
 * @param endedAt when it became CANCELED
 */
public record Subscription(
        UUID id,
        UUID organizationId,
        UUID customerId,
        PlanRef plan,
        @Nullable PlanRef next,
        SubscriptionStatus status,
        BorderCalendar calendar,
        Instant startsAt,
        @Nullable Instant trialEndsAt,
        @Nullable Ending ending,
        @Nullable Instant endedAt,
        ServicePeriod period,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * A cancellation.
     *
     * @param atPeriodEnd it is served until then; else it ended at once
     * @param askedAt the reference's {@code canceled_at}
     */
    public record Ending(boolean atPeriodEnd, Instant askedAt, @Nullable String reason) {}

    public ZoneId zone() {
        return calendar.zone();
    }

    public Instant anchor() {
        return calendar.anchor();
    }

    /** Whether it ends with the running period. */
    public boolean cancelsAtPeriodEnd() {
        return ending != null && ending.atPeriodEnd() && endedAt == null;
    }

    /** Whether its period is over and the time has not moved it yet. */
    boolean isDueAt(Instant now) {
        return !period.last() && !period.span().end().isAfter(now);
    }

    /** Whether the customer may use what the plan entitles to. */
    public boolean isServedAt(Instant now) {
        return status.isServed() && !now.isBefore(startsAt);
    }

    Subscription withStatus(SubscriptionStatus status) {
        return copy(plan, next, status, calendar, ending, endedAt, period, updatedAt);
    }

    /** On another plan; whatever waited for the end of the period is forgotten. */
    Subscription withPlan(PlanRef plan) {
        return copy(plan, null, status, calendar, ending, endedAt, period, updatedAt);
    }

    Subscription withNext(@Nullable PlanRef next) {
        return copy(plan, next, status, calendar, ending, endedAt, period, updatedAt);
    }

    Subscription with(BorderCalendar calendar) {
        return copy(plan, next, status, calendar, ending, endedAt, period, updatedAt);
    }

    Subscription withEnding(@Nullable Ending ending) {
        return copy(plan, next, status, calendar, ending, endedAt, period, updatedAt);
    }

    Subscription endedAt(Instant end) {
        SubscriptionStatus over = SubscriptionStatus.CANCELED;
        return copy(plan, null, over, calendar, ending, end, period, updatedAt);
    }

    Subscription withPeriod(ServicePeriod period) {
        return copy(plan, next, status, calendar, ending, endedAt, period, updatedAt);
    }

    Subscription updatedAt(Instant now) {
        return copy(plan, next, status, calendar, ending, endedAt, period, now);
    }

    /** What moves change; the rest stays for ever. */
    private Subscription copy(
            PlanRef plan,
            @Nullable PlanRef next,
            SubscriptionStatus status,
            BorderCalendar calendar,
            @Nullable Ending ending,
            @Nullable Instant endedAt,
            ServicePeriod period,
            Instant updatedAt) {
        return new Subscription(
                id,
                organizationId,
                customerId,
                plan,
                next,
                status,
                calendar,
                startsAt,
                trialEndsAt,
                ending,
                endedAt,
                period,
                createdAt,
                updatedAt);
    }
}
