package io.fluxrouter.console.spend;

import io.fluxrouter.billing.budget.Budget;
import io.fluxrouter.billing.budget.BudgetChange;
import io.fluxrouter.billing.budget.Budgets;
import io.fluxrouter.billing.budget.NewBudget;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.api.Paging;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.Reply;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Budgets. A key may read those of its customer; only the operator moves them, so that a key that
 * got lost cannot lift what bounds it.
 */
public final class BudgetCalls {
    private final Budgets budgets;

    public BudgetCalls(Budgets budgets) {
        this.budgets = budgets;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/v1/budgets", Access.ADMIN, this::create),
                Endpoint.get("/v1/budgets", Access.ADMIN_OR_CALLER, this::list),
                Endpoint.get("/v1/budgets/{id}", Access.ADMIN_OR_CALLER, this::get),
                Endpoint.patch("/v1/budgets/{id}", Access.ADMIN, this::update),
                Endpoint.delete("/v1/budgets/{id}", Access.ADMIN, this::archive));
    }

    private Reply create(ApiCall call) {
        Fields fields = call.fields();
        String period = fields.text("period");
        Boolean hard = fields.flag("hard");
        NewBudget wanted =
                new NewBudget(
                        fields.requiredId("customer_id"),
                        fields.requiredText("name"),
                        fields.id("team_id"),
                        fields.id("key_id"),
                        fields.dollars("limit_usd"),
                        period == null ? "monthly" : period,
                        hard == null || hard,
                        fields.number("warn_percent"));
        fields.refuseOthers();
        return Reply.created(json(budgets.create(wanted)));
    }

    private Reply list(ApiCall call) {
        Paging paging = Paging.of(call);
        return paging.reply(budgets.list(Owner.listed(call), paging.page()), BudgetCalls::json);
    }

    private Reply get(ApiCall call) {
        return Reply.ok(json(budget(call)));
    }

    private Reply update(ApiCall call) {
        Fields fields = call.fields();
        BudgetChange change =
                new BudgetChange(
                        fields.textChange("name"),
                        fields.dollarsChange("limit_usd"),
                        fields.numberChange("warn_percent"));
        fields.refuseOthers();
        return Reply.ok(json(budgets.update(call.pathId("id"), change)));
    }

    private Reply archive(ApiCall call) {
        budgets.archive(call.pathId("id"));
        return Reply.noContent();
    }

    private Budget budget(ApiCall call) {
        Budget budget = budgets.find(call.pathId("id")).orElseThrow(() -> Owner.notFound("id"));
        Owner.require(call, budget.customerId());
        return budget;
    }

    private static ObjectNode json(Budget budget) {
        ObjectNode json = Json.object();
        json.put("id", budget.id().toString());
        json.put("object", "budget");
        json.put("customer_id", budget.customerId().toString());
        json.put("name", budget.name());
        json.put("team_id", budget.teamId() == null ? null : budget.teamId().toString());
        json.put("key_id", budget.keyId() == null ? null : budget.keyId().toString());
        json.put("limit_usd", Json.decimal(budget.limit()));
        json.put("period", budget.period().key());
        json.put("hard", budget.hard());
        json.put("warn_percent", budget.warnPercent());
        json.put("used_usd", Json.decimal(budget.settled()));
        json.put("reserved_usd", Json.decimal(budget.leased()));
        json.put("used_percent", budget.usedPercent());
        json.put("period_start", Json.time(budget.periodStart()));
        json.put("resets_at", Json.time(budget.period().endOf(budget.periodStart())));
        json.put("starts_at", Json.time(budget.startsAt()));
        json.put("created_at", Json.time(budget.createdAt()));
        json.put("updated_at", Json.time(budget.updatedAt()));
        return json;
    }
}
