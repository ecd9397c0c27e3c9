package io.fluxrouter.console.spend;

import io.fluxrouter.billing.bound.Bounds;
import io.fluxrouter.billing.bound.Bounds.BoundsChange;
import io.fluxrouter.billing.bound.CustomerBounds;
import io.fluxrouter.billing.terms.EarnedCeiling;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.access.Block;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.CeilingRule;
import io.fluxrouter.core.spend.SpendPeriod;
import io.fluxrouter.core.spend.SpendState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What bounds a customer beside its plan: the operator's calls. */
public final class BoundsCalls {
    private final Bounds bounds;

    public BoundsCalls(Bounds bounds) {
        this.bounds = bounds;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/v1/customers/{id}/bounds", Access.ADMIN, this::get),
                Endpoint.patch("/v1/customers/{id}/bounds", Access.ADMIN, this::update));
    }

    private Reply get(ApiCall call) {
        return Reply.ok(json(bounds.get(call.pathId("id"))));
    }

    private Reply update(ApiCall call) {
        Fields fields = call.fields();
        BoundsChange change =
                new BoundsChange(
                        fields.dollarsChange("hourly_limit_usd"),
                        fields.flag("on_hold"),
                        fields.flag("card_required"),
                        fields.text("note"));
        fields.refuseOthers();
        return Reply.ok(json(bounds.change(call.pathId("id"), change, "admin")));
    }

    private static ObjectNode json(CustomerBounds bounds) {
        ObjectNode json = Json.object();
        json.put("object", "bounds");
        json.put("customer_id", bounds.customerId().toString());
        json.set("ceiling", ceiling(bounds));
        json.set("hour", hour(bounds));
        json.put("on_hold", bounds.blocks().contains(Block.ON_HOLD));
        json.put("card_required", bounds.blocks().contains(Block.CARD_REQUIRED));
        return json;
    }

    private static ObjectNode ceiling(CustomerBounds bounds) {
        SpendState account = bounds.account();
        EarnedCeiling earned = bounds.earned();
        ObjectNode json = Json.object();
        json.put("cap_usd", Json.decimal(account.cap()));
        json.put("used_usd", Json.decimal(account.settled()));
        json.put("override_usd", Json.decimal(bounds.override()));
        json.put("resets_at", Json.time(SpendPeriod.MONTHLY.endOf(account.periodStart())));
        json.put("plan_usd", Json.decimal(earned == null ? null : earned.plan()));
        json.put("earned_usd", Json.decimal(earned == null ? null : earned.ceiling()));
        json.put("cleared_usd", Json.decimal(earned == null ? null : earned.cleared()));
        if (earned != null) {
            json.put("account_age_days", earned.age().toDays());
            CeilingRule.next(earned.plan(), earned.cleared(), earned.age())
                    .ifPresent(step -> json.set("next", next(earned.plan(), step)));
        }
        return json;
    }

    private static ObjectNode next(Money plan, CeilingRule.Step step) {
        ObjectNode json = Json.object();
        json.put("ceiling_usd", CeilingRule.times(plan, step.times()).toDecimal());
        json.put("cleared_usd", CeilingRule.times(plan, step.clearedTimes()).toDecimal());
        json.put("account_age_days", step.age().toDays());
        return json;
    }

    private static @Nullable ObjectNode hour(CustomerBounds bounds) {
        SpendState hour = bounds.hour();
        if (hour == null) return null;
        ObjectNode json = Json.object();
        json.put("limit_usd", Json.decimal(hour.cap()));
        json.put("used_usd", Json.decimal(hour.settled()));
        json.put("override_usd", Json.decimal(bounds.hourlyOverride()));
        json.put("resets_at", Json.time(SpendPeriod.HOURLY.endOf(hour.periodStart())));
        return json;
    }
}
