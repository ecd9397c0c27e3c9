package io.fluxrouter.console.billing;

import io.fluxrouter.billing.audit.AuditRecord;
import io.fluxrouter.billing.plan.BillingPlans;
import io.fluxrouter.billing.plan.Offer;
import io.fluxrouter.billing.subscription.PeriodRating;
import io.fluxrouter.billing.subscription.PeriodTerms;
import io.fluxrouter.billing.subscription.PlanRef;
import io.fluxrouter.billing.subscription.RatedLine;
import io.fluxrouter.billing.subscription.Subscription;
import io.fluxrouter.billing.subscription.Subscription.Ending;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.core.rating.RatedPart;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
        json.put("timezone", subscription.zone().getId());
        json.put("next_plan_id", next == null ? null : next.planId().toString());
        json.put("cancel_at_period_end", subscription.cancelsAtPeriodEnd());
        json.put("canceled_at", ending == null ? null : Json.time(ending.askedAt()));
        json.put("cancellation_reason", ending == null ? null : ending.reason());
        json.put("ended_at", Json.time(subscription.endedAt()));
        json.put("created_at", Json.time(subscription.createdAt()));
        json.put("updated_at", Json.time(subscription.updatedAt()));
        return json;
    }

    static ObjectNode preview(Subscription subscription, PeriodTerms terms, List<RatedLine> lines) {
        ObjectNode json = Json.object();
        json.put("subscription_id", subscription.id().toString());
        json.put("customer_id", subscription.customerId().toString());
        json.put("currency", terms.currency());
        json.put("period_number", terms.period().number());
        json.put("period_start", Json.time(terms.period().span().start()));
        json.put("period_end", Json.time(terms.period().span().end()));
        ArrayNode items = json.putArray("line_items");
        lines.forEach(line -> items.add(line(line)));
        json.put("subtotal", text(PeriodRating.subtotal(terms, lines)));
        return json;
    }

    private static ObjectNode line(RatedLine line) {
        ObjectNode json = Json.object();
        json.put("kind", line.kind().name().toLowerCase(Locale.ROOT));
        json.put("description", line.description());
        json.put("charge_id", text(line.chargeId()));
        ObjectNode dimensions = json.putObject("dimensions");
        new TreeMap<>(line.dimensions()).forEach(dimensions::put);
        json.put("quantity", text(line.quantity()));
        ArrayNode parts = json.putArray("parts");
        line.rating().ifPresent(rating -> rating.parts().forEach(one -> parts.add(part(one))));
        json.put("amount", text(line.amount()));
        json.put("service_start", Json.time(line.service().start()));
        json.put("service_end", Json.time(line.service().end()));
        return json;
    }

    private static ObjectNode part(RatedPart part) {
        BigDecimal upTo = part.upTo();
        return Json.object()
                .put("tier", part.tier())
                .put("from", text(part.from()))
                .put("up_to", upTo == null ? null : text(upTo))
                .put("units", text(part.units()))
                .put("unit_price", text(part.unitPrice()))
                .put("flat_fee", text(part.flatFee()));
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

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }

    private static String text(BigDecimal value) {
        return value.toPlainString();
    }
}
