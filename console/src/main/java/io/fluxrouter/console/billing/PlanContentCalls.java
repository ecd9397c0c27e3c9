package io.fluxrouter.console.billing;

import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.meter.Features;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.meter.StoredFeature;
import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.plan.BillingPlans;
import io.fluxrouter.billing.plan.Charge;
import io.fluxrouter.billing.plan.ChargeType;
import io.fluxrouter.billing.plan.MeterPrice;
import io.fluxrouter.billing.plan.NewCharge;
import io.fluxrouter.billing.plan.PlanContents;
import io.fluxrouter.billing.plan.PlanEntitlement;
import io.fluxrouter.billing.plan.PlanEntitlement.Permission;
import io.fluxrouter.billing.plan.PricedFeatures;
import io.fluxrouter.billing.plan.PricingJson;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.entitlement.ResetPeriod;
import io.fluxrouter.core.rating.Price;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What plans cost and permit: their charges and entitlements. */
public final class PlanContentCalls {
    private static final String CHARGES = "/api/v1/plans/{id}/charges";
    private static final String FEATURES = "/api/v1/plans/{id}/features";

    private final BillingPlans plans;
    private final PlanContents contents;
    private final MeterBook meters;
    private final Features features;
    private final PricedFeatures prices;
    private final PlanJson json;

    public PlanContentCalls(
            BillingPlans plans,
            PlanContents contents,
            MeterBook meters,
            Features features,
            PricedFeatures prices,
            PlanJson json) {
        this.plans = plans;
        this.contents = contents;
        this.meters = meters;
        this.features = features;
        this.prices = prices;
        this.json = json;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post(CHARGES, Access.MANAGE, this::addCharge).once(),
                Endpoint.get(CHARGES, Access.MANAGE, this::charges),
                Endpoint.patch(CHARGES + "/{charge_id}", Access.MANAGE, this::changeCharge),
                Endpoint.post(FEATURES, Access.MANAGE, this::entitle).once(),
                Endpoint.get(FEATURES, Access.MANAGE, this::entitlements),
                Endpoint.delete(FEATURES + "/{feature_id}", Access.MANAGE, this::disentitle));
    }

    private Reply addCharge(ApiCall call) {
        BillingPlan plan = PlanCalls.of(plans, call);
        var fields = call.fields();
        ChargeType type = ChargeType.byName(fields.requiredText("type")).orElse(null);
        UUID meterId = meter(plan.organizationId(), fields.id("meter_id"));
        ObjectNode pricing = fields.part(PricingJson.fields());
        Optional<Price> standard =
                Optional.ofNullable(meterId).flatMap(prices::price).map(MeterPrice::price);
        NewCharge wanted =
                new NewCharge(
                        type,
                        fields.text("display_name"),
                        meterId,
                        fields.decimal("quantity"),
                        PricingJson.read(pricing, standard),
                        standard.isPresent() && !PricingJson.hasPrice(pricing));
        fields.refuseOthers();
        return Reply.created(PlanJson.of(contents.addCharge(plan.id(), wanted, author(call))));
    }

    private @Nullable UUID meter(UUID organizationId, @Nullable UUID id) {
        if (id != null && meters.find(organizationId, id).isEmpty()) {
            throw Fields.invalid("There is no such meter.", "meter_id");
        }
        return id;
    }

    private Reply charges(ApiCall call) {
        ArrayNode data = Json.array();
        plans.offer(PlanCalls.of(plans, call).id())
                .charges()
                .forEach(charge -> data.add(PlanJson.of(charge)));
        return list(data);
    }

    /** {@code status: INACTIVE}, for ever, or another price, which is another charge. */
    private Reply changeCharge(ApiCall call) {
        BillingPlan plan = PlanCalls.of(plans, call);
        UUID id = call.pathId("charge_id");
        var fields = call.fields();
        String status = fields.text("status");
        ObjectNode pricing = fields.part(PricingJson.fields());
        fields.refuseOthers();
        if (status == null && !pricing.isEmpty()) {
            return Reply.ok(changed(plan, id, pricing, call));
        }
        if (status == null || !pricing.isEmpty()) {
            throw Fields.invalid("Send either a status or a price.", "status");
        }
        if (status.equalsIgnoreCase("ACTIVE")) {
            throw ApiError.of(
                    Refusal.CONFLICT, "A charge becomes INACTIVE only, for ever.", "status");
        }
        if (!status.equalsIgnoreCase("INACTIVE")) {
            throw Fields.invalid("status must be INACTIVE.", "status");
        }
        return Reply.ok(PlanJson.of(contents.deactivate(plan.id(), id, author(call))));
    }

    private ObjectNode changed(BillingPlan plan, UUID id, ObjectNode pricing, ApiCall call) {
        Charge charge = contents.reprice(plan.id(), id, PricingJson.read(pricing), author(call));
        return PlanJson.of(charge);
    }

    private Reply entitle(ApiCall call) {
        BillingPlan plan = PlanCalls.of(plans, call);
        var fields = call.fields();
        StoredFeature feature =
                features.find(plan.organizationId(), fields.requiredId("feature_id"))
                        .orElseThrow(
                                () -> Fields.invalid("There is no such feature.", "feature_id"));
        Boolean enabled = fields.flag("is_enabled");
        Boolean soft = fields.flag("is_soft_limit");
        Permission permission =
                permission(
                        feature,
                        new Permission(
                                enabled == null || enabled,
                                fields.decimal("usage_limit"),
                                soft != null && soft,
                                resets(fields.text("usage_reset_period")),
                                fields.text("static_value")));
        fields.refuseOthers();
        PlanEntitlement entitlement =
                contents.entitle(plan.id(), feature.id(), permission, author(call));
        return Reply.created(json.of(call.organizationId(), entitlement));
    }

    /** Only what the kind of feature has; a limit without a period is by the month. */
    public static Permission permission(StoredFeature feature, Permission sent) {
        boolean counted = sent.limit() != null || sent.resets() != null;
        return switch (feature.kind()) {
            case METER -> {
                if (sent.staticValue() != null) throw misplaced("static_value", feature);
                ResetPeriod resets = sent.resets() == null ? ResetPeriod.MONTH : sent.resets();
                yield new Permission(sent.enabled(), sent.limit(), sent.soft(), resets, null);
            }
            case SWITCH -> {
                if (counted) throw misplaced("usage_limit", feature);
                if (sent.staticValue() != null) throw misplaced("static_value", feature);
                yield sent;
            }
            case CUSTOM -> {
                if (counted) throw misplaced("usage_limit", feature);
                if (sent.staticValue() == null) {
                    throw Fields.invalid("A custom feature needs a static_value.", "static_value");
                }
                yield sent;
            }
        };
    }

    private static ApiError misplaced(String field, StoredFeature feature) {
        return Fields.invalid(
                "A " + feature.kind().key() + " feature has no " + field + ".", field);
    }

    /** By its key; null for null. */
    public static @Nullable ResetPeriod resets(@Nullable String key) {
        if (key == null) return null;
        return ResetPeriod.byKey(key)
                .orElseThrow(
                        () ->
                                Fields.invalid(
                                        "usage_reset_period must be day, week, month, year or"
                                                + " never.",
                                        "usage_reset_period"));
    }

    private Reply entitlements(ApiCall call) {
        ArrayNode data = Json.array();
        contents.entitlements(PlanCalls.of(plans, call).id())
                .forEach(entitlement -> data.add(json.of(call.organizationId(), entitlement)));
        return list(data);
    }

    private Reply disentitle(ApiCall call) {
        contents.disentitle(
                PlanCalls.of(plans, call).id(), call.pathId("feature_id"), author(call));
        return Reply.noContent();
    }

    private static Reply list(ArrayNode data) {
        ObjectNode list = Json.object();
        list.set("data", data);
        return Reply.ok(list);
    }

    private static String author(ApiCall call) {
        return call.requirePrincipal().actor().label();
    }
}
