package io.fluxrouter.console.billing;

import io.fluxrouter.billing.audit.AuditRecord;
import io.fluxrouter.billing.plan.BillingPlans;
import io.fluxrouter.billing.plan.Offer;
import io.fluxrouter.billing.subscription.PlanRef;
import io.fluxrouter.billing.subscription.Subscription;
import io.fluxrouter.billing.subscription.Subscription.Ending;
import io.fluxrouter.console.api.Json;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Subscriptions as answers show them. Amounts and quantities are decimal text. */
public final class SubscriptionJson {
    private final BillingPlans plans;
    private final PlanJson planJson;

    public SubscriptionJson(BillingPlans plans, PlanJson planJson) {
        this.plans = plans;
        this.planJson = planJson;
    }

    /** With what its version of the plan entitles to. */
    ObjectNode of(Subscription subscription) {
        Offer offer = offer(subscription);
        ObjectNode json = json(subscription, offer);
        json.set("features", planJson.entitlements(offer));
        return json;
    }

    ObjectNode plain(Subscription subscription) {
        return json(subscription, offer(subscription));
    }

    private Offer offer(Subscription subscription) {
        PlanRef plan = subscription.plan();
        return plans.offer(plan.planId(), plan.version());
    }

    private static ObjectNode json(Subscription subscription, Offer offer) {
        ObjectNode json = Json.object();
        Ending ending = subscription.ending();
        PlanRef next = subscription.next();
        ZoneId nextZone = subscription.calendar().nextZone();
        json.put("id", subscription.id().toString());
        json.put("customer_id", subscription.customerId().toString());
        json.put("plan_id", offer.plan().id().toString());
        json.put("plan_name", offer.plan().name());
        json.put("plan_version", offer.version());
        json.put("status", subscription.status().name());
        json.put("billing_interval", offer.plan().interval().key());
        json.put("currency", offer.plan().currency());
        json.put("start_date", Json.time(subscription.startsAt()));
        json.put("current_period_start", Json.time(subscription.period().span().start()));
        json.put("current_period_end", Json.time(subscription.period().span().end()));
        json.put("trial_end_date", Json.time(subscription.trialEndsAt()));
        json.put("billing_anchor", Json.time(subscription.anchor()));
        json.put("timezone", name(subscription.zone()));
        json.put("next_timezone", nextZone == null ? null : name(nextZone));
        json.put("next_plan_id", next == null ? null : next.planId().toString());
        json.put("cancel_at_period_end", subscription.cancelsAtPeriodEnd());
        json.put("canceled_at", ending == null ? null : Json.time(ending.askedAt()));
        json.put("cancellation_reason", ending == null ? null : ending.reason());
        json.put("ended_at", Json.time(subscription.endedAt()));
        json.put("created_at", Json.time(subscription.createdAt()));
        json.put("updated_at", Json.time(subscription.updatedAt()));
        return json;
    }

    /** As people write it: Java calls UTC "Z". */
    private static String name(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    static ObjectNode history(List<AuditRecord> records) {
        ObjectNode json = Json.object();
        ArrayNode data = json.putArray("data");
        for (AuditRecord record : records) {
            data.addObject()
                    .put("action", record.action())
                    .put("author", record.author())
                    .put("note", record.note())
                    .put("at", Json.time(record.at()));
        }
        return json;
    }
}
