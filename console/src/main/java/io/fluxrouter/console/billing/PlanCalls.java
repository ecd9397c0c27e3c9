package io.fluxrouter.console.billing;

import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.plan.BillingPlans;
import io.fluxrouter.billing.plan.NewPlan;
import io.fluxrouter.billing.plan.Offer;
import io.fluxrouter.billing.plan.PlanEdit;
import io.fluxrouter.billing.plan.PlanType;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plans of an organisation. */
public final class PlanCalls {
    private final BillingPlans plans;
    private final PlanJson json;

    public PlanCalls(BillingPlans plans, PlanJson json) {
        this.plans = plans;
        this.json = json;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/api/v1/plans", Access.MANAGE, this::create).once(),
                Endpoint.get("/api/v1/plans", Access.MANAGE, this::list),
                Endpoint.get("/api/v1/plans/{id}", Access.MANAGE, this::get),
                Endpoint.put("/api/v1/plans/{id}", Access.MANAGE, this::update),
                Endpoint.patch("/api/v1/plans/{id}", Access.MANAGE, this::update),
                Endpoint.delete("/api/v1/plans/{id}", Access.MANAGE, this::delete),
                Endpoint.get(
                        "/api/v1/plans/{id}/versions/{version}", Access.MANAGE, this::version));
    }

    private Reply create(ApiCall call) {
        Fields fields = call.fields();
        Integer trialDays = fields.number("trial_days");
        Boolean active = fields.flag("is_active");
        NewPlan wanted =
                new NewPlan(
                        fields.requiredText("name"),
                        fields.text("lookup_id"),
                        fields.text("description"),
                        type(fields.requiredText("type")),
                        fields.text("billing_interval"),
                        fields.text("currency"),
                        trialDays == null ? 0 : trialDays,
                        active == null || active);
        fields.refuseOthers();
        BillingPlan plan =
                plans.create(
                        call.organizationId(), wanted, call.requirePrincipal().actor().label());
        return Reply.created(json.of(plans.offer(plan.id())));
    }

    private Reply list(ApiCall call) {
        NumberedPage page = call.numberedPage();
        return Reply.page(page, plans.list(call.organizationId(), page), PlanJson::plain);
    }

    private Reply get(ApiCall call) {
        return Reply.ok(json.of(plans.offer(plan(call).id())));
    }

    private Reply version(ApiCall call) {
        BillingPlan plan = plan(call);
        try {
            Offer offer = plans.offer(plan.id(), Integer.parseInt(call.pathParam("version")));
            return Reply.ok(json.of(offer));
        } catch (NumberFormatException notANumber) {
            throw ApiError.of(Refusal.NOT_FOUND, "There is no such version.", "version");
        }
    }

    /** What it is called and to whom it is offered; type, interval and currency stay. */
    private Reply update(ApiCall call) {
        BillingPlan plan = plan(call);
        Fields fields =
                call.fields()
                        .ignore(
                                "id",
                                "organization_id",
                                "version",
                                "charges",
                                "features",
                                "created_at",
                                "updated_at");
        requireSame(fields, "type", plan.type().name());
        requireSame(fields, "billing_interval", plan.interval().key());
        requireSame(fields, "currency", plan.currency());
        PlanEdit edit =
                new PlanEdit(
                        fields.textChange("name"),
                        fields.textChange("lookup_id"),
                        fields.textChange("description"),
                        fields.numberChange("trial_days"),
                        fields.flagChange("is_active"));
        fields.refuseOthers();
        plans.update(plan.id(), edit, call.requirePrincipal().actor().label());
        return get(call);
    }

    private static void requireSame(Fields fields, String name, String value) {
        String sent = fields.text(name);
        if (sent != null && !sent.equalsIgnoreCase(value)) {
            throw ApiError.of(
                    Refusal.INVALID_VALUE, name + " of a plan stays: make a new plan.", name);
        }
    }

    private Reply delete(ApiCall call) {
        plans.delete(plan(call).id(), call.requirePrincipal().actor().label());
        return Reply.noContent();
    }

    private BillingPlan plan(ApiCall call) {
        return of(plans, call);
    }

    /** The plan of the path, if it is the organisation's. */
    static BillingPlan of(BillingPlans plans, ApiCall call) {
        return plans.find(call.pathId("id"))
                .filter(plan -> plan.organizationId().equals(call.organizationId()))
                .orElseThrow(() -> ApiError.of(Refusal.NOT_FOUND, "There is no such plan.", "id"));
    }

    private static @Nullable PlanType type(String name) {
        return PlanType.byName(name).orElse(null);
    }
}
