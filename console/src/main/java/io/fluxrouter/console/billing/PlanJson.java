package io.fluxrouter.console.billing;

import io.fluxrouter.billing.meter.Features;
import io.fluxrouter.billing.meter.StoredFeature;
import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.plan.Charge;
import io.fluxrouter.billing.plan.Offer;
import io.fluxrouter.billing.plan.PlanEntitlement;
import io.fluxrouter.billing.plan.PlanEntitlement.Permission;
import io.fluxrouter.billing.plan.PricingJson;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.core.rating.Price;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Plans as answers show them: prices as exact numbers and text, times in ISO 8601. */
public final class PlanJson {
    private final Features features;

    public PlanJson(Features features) {
        this.features = features;
    }

    /** A version with its charges and entitlements. */
    ObjectNode of(Offer offer) {
        ObjectNode json = plain(offer.plan());
        json.put("version", offer.version());
        ArrayNode charges = json.putArray("charges");
        offer.charges().forEach(charge -> charges.add(of(charge)));
        json.set("features", entitlements(offer));
        return json;
    }

    static ObjectNode plain(BillingPlan plan) {
        ObjectNode json = Json.object();
        json.put("id", plan.id().toString());
        json.put("organization_id", plan.organizationId().toString());
        json.put("lookup_id", plan.lookupId());
        json.put("name", plan.name());
        json.put("description", plan.description());
        json.put("type", plan.type().name());
        json.put("billing_interval", plan.interval().key());
        json.put("currency", plan.currency());
        json.put("trial_days", plan.trialDays());
        json.put("is_active", plan.active());
        json.put("version", plan.version());
        json.put("created_at", Json.time(plan.createdAt()));
        json.put("updated_at", Json.time(plan.updatedAt()));
        return json;
    }

    /** {@code unit_price} is the reference's; {@code price} says it all. */
    static ObjectNode of(Charge charge) {
        ObjectNode json = Json.object();
        json.put("id", charge.id().toString());
        json.put("plan_id", charge.planId().toString());
        json.put("type", charge.type().name());
        json.put("display_name", charge.displayName());
        json.put("meter_id", text(charge.meterId()));
        json.put("quantity", charge.quantity());
        Price price = charge.pricing().prices().otherwise().orElse(null);
        json.put("unit_price", price instanceof Price.PerUnit unit ? unit.unitPrice() : null);
        json.setAll(PricingJson.write(charge.pricing()));
        json.put("status", charge.active() ? "ACTIVE" : "INACTIVE");
        json.put("from_version", charge.fromVersion());
        json.put("until_version", charge.untilVersion());
        json.put("replaces", text(charge.replaces()));
        json.put("created_at", Json.time(charge.createdAt()));
        return json;
    }

    ArrayNode entitlements(Offer offer) {
        ArrayNode data = Json.array();
        offer.entitlements().forEach(one -> data.add(of(offer.plan().organizationId(), one)));
        return data;
    }

    ObjectNode of(UUID organizationId, PlanEntitlement entitlement) {
        Optional<StoredFeature> feature = features.find(organizationId, entitlement.featureId());
        Permission permission = entitlement.permission();
        ObjectNode json = Json.object();
        json.put("id", entitlement.id().toString());
        json.put("plan_id", entitlement.planId().toString());
        json.put("feature_id", entitlement.featureId().toString());
        json.put("lookup_key", feature.map(StoredFeature::key).orElse(null));
        json.put("name", feature.map(StoredFeature::name).orElse(null));
        json.put("type", feature.map(one -> one.kind().key()).orElse(null));
        json.put("is_enabled", permission.enabled());
        json.put("usage_limit", permission.limit());
        json.put(
                "usage_reset_period",
                permission.resets() == null ? null : permission.resets().key());
        json.put("is_soft_limit", permission.soft());
        json.put("static_value", permission.staticValue());
        json.put("created_at", Json.time(entitlement.createdAt()));
        return json;
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
