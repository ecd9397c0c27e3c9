package io.fluxrouter.billing.subscription;

import io.fluxrouter.billing.subscription.Subscription.Ending;
import io.fluxrouter.billing.webhook.EventType;
import io.fluxrouter.billing.webhook.Outbox;
import io.fluxrouter.billing.webhook.OutgoingEvent;
import io.fluxrouter.core.subscription.SubscriptionStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What an organisation is told about a subscription (REFERENCE 2.7). The reference names three
 * events and no more about them, so this is our reading: <em>created</em> is told once;
 * <em>activated</em> each time the status becomes ACTIVE, which it is at once without a trial, and
 * then at a trial's end, when a pause ends and when what was overdue is paid; <em>canceled</em>
 * when it has ended, not when somebody asks that it end later.
 */
final class SubscriptionEvents {
    private SubscriptionEvents() {}

    static void created(Handle tx, Subscription subscription, Instant at) {
        put(tx, EventType.SUBSCRIPTION_CREATED, subscription, at);
        if (subscription.status() == SubscriptionStatus.ACTIVE) {
            put(tx, EventType.SUBSCRIPTION_ACTIVATED, subscription, at);
        }
    }

    static void moved(Handle tx, Subscription before, Subscription after, Instant at) {
        if (after.status() == before.status()) return;
        switch (after.status()) {
            case ACTIVE -> put(tx, EventType.SUBSCRIPTION_ACTIVATED, after, at);
            case CANCELED -> put(tx, EventType.SUBSCRIPTION_CANCELED, after, at);
            case TRIAL, PAST_DUE, PAUSED -> {}
        }
    }

    private static void put(Handle tx, String type, Subscription subscription, Instant at) {
        Outbox.put(
                tx, new OutgoingEvent(subscription.organizationId(), type, data(subscription), at));
    }

    /** Named as in the answers of the API. */
    private static Map<String, @Nullable Object> data(Subscription subscription) {
        Ending ending = subscription.ending();
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("subscription_id", subscription.id());
        data.put("customer_id", subscription.customerId());
        data.put("plan_id", subscription.plan().planId());
        data.put("plan_version", subscription.plan().version());
        data.put("status", subscription.status().name());
        data.put("start_date", subscription.startsAt());
        data.put("trial_end_date", subscription.trialEndsAt());
        data.put("current_period_start", subscription.period().span().start());
        data.put("current_period_end", subscription.period().span().end());
        data.put("canceled_at", ending == null ? null : ending.askedAt());
        data.put("cancellation_reason", ending == null ? null : ending.reason());
        data.put("ended_at", subscription.endedAt());
        return data;
    }
}
