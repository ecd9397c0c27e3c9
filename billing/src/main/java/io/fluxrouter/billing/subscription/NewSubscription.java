package io.fluxrouter.billing.subscription;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to be made, as asked for and not yet checked.
 *
 * @param interval the plan's, to be sure that it was understood; null for whatever it is
 * @param startsAt null for now
 * @param trialEndsAt instead of the plan's days of trial; null for those
 * @param anchor where borders are counted from; null for the end of the trial or the start
 */
public record NewSubscription(
        UUID customerId,
        UUID planId,
        @Nullable String interval,
        ZoneId zone,
        @Nullable Instant startsAt,
        @Nullable Instant trialEndsAt,
        @Nullable Instant anchor) {

    public static NewSubscription of(UUID customerId, UUID planId) {
        return new NewSubscription(customerId, planId, null, ZoneOffset.UTC, null, null, null);
    }

    public NewSubscription startingAt(Instant start) {
        return new NewSubscription(customerId, planId, interval, zone, start, trialEndsAt, anchor);
    }

    public NewSubscription in(ZoneId zone) {
        return new NewSubscription(
                customerId, planId, interval, zone, startsAt, trialEndsAt, anchor);
    }

    public NewSubscription withTrialUntil(Instant end) {
        return new NewSubscription(customerId, planId, interval, zone, startsAt, end, anchor);
    }

    public NewSubscription anchoredAt(Instant anchor) {
        return new NewSubscription(
                customerId, planId, interval, zone, startsAt, trialEndsAt, anchor);
    }
}
