package io.fluxrouter.console.spend;

import io.fluxrouter.billing.budget.Budget;
import io.fluxrouter.billing.budget.BudgetChange;
import io.fluxrouter.billing.budget.Budgets;
import io.fluxrouter.billing.budget.NewBudget;
import io.fluxrouter.billing.input.Page;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Fields;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Budgets. A key may read those of its customer; only the operator moves them, so that a key that
 * got lost cannot lift what bounds it.
 */
public final class BudgetCalls extends OwnedCalls<Budget> {
    private final Budgets budgets;

    public BudgetCalls(Budgets budgets) {
        super("/v1/budgets");
        this.budgets = budgets;
    }

    @Override
    Budget create(ApiCall call) {
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
        return budgets.create(wanted);
    }

    @Override
    List<Budget> list(@Nullable UUID customerId, Page page) {
        return budgets.list(customerId, page);
    }

    @Override
    Optional<Budget> find(UUID id) {
        return budgets.find(id);
    }

    @Override
    UUID customerOf(Budget budget) {
        return budget.customerId();
    }

    @Override
    Budget update(ApiCall call) {
        Fields fields = call.fields();
        BudgetChange change =
                new BudgetChange(
                        fields.textChange("name"),
                        fields.dollarsChange("limit_usd"),
                        fields.numberChange("warn_percent"));
        fields.refuseOthers();
        return budgets.update(call.pathId("id"), change);
    }

    @Override
    void archive(UUID id) {
        budgets.archive(id);
    }

    @Override
    ObjectNode json(Budget budget) {
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
