package io.fluxrouter.console.page.spend;

import io.fluxrouter.billing.alert.Alert;
import io.fluxrouter.billing.alert.Firing;
import io.fluxrouter.billing.budget.Budget;
import io.fluxrouter.billing.budget.Team;
import io.fluxrouter.billing.key.ApiKey;
import io.fluxrouter.console.page.Frame;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Budgets, alerts and teams of a customer.
 *
 * @param keys that work, which can be bounded and put into teams
 * @param mayChange whether the visitor may make and end any
 * @param problem why what was sent is not possible; null where nothing is wrong
 */
public record SpendPage(
        Frame frame,
        List<Budget> budgets,
        List<AlertRow> alerts,
        List<Team> teams,
        List<ApiKey> keys,
        boolean mayChange,
        @Nullable String problem) {
    public SpendPage {
        budgets = List.copyOf(budgets);
        alerts = List.copyOf(alerts);
        teams = List.copyOf(teams);
        keys = List.copyOf(keys);
    }

    /**
     * An alert, and what it told last.
     *
     * @param last null for one that told nothing yet
     */
    public record AlertRow(Alert alert, @Nullable Firing last) {
        /** "50, 80, 100", as they are typed. */
        public String thresholds() {
            return alert.thresholds().stream()
                    .map(SpendPage::plain)
                    .collect(Collectors.joining(", "));
        }
    }

    static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /** Whose requests count: "team Research", "key production", "all keys". */
    public String whose(@Nullable UUID teamId, @Nullable UUID keyId) {
        if (teamId != null) return "team " + teamName(teamId);
        if (keyId != null) return "key " + keyName(keyId);
        return "all keys";
    }

    private String teamName(UUID id) {
        return teams.stream()
                .filter(team -> team.id().equals(id))
                .map(Team::name)
                .findFirst()
                .orElse("that is gone");
    }

    /** What a key is called; one that works no more has its name no longer here. */
    public String keyName(UUID id) {
        return keys.stream()
                .filter(key -> key.id().equals(id))
                .map(ApiKey::name)
                .findFirst()
                .orElse("that is revoked");
    }

    public String budgetName(@Nullable UUID id) {
        return budgets.stream()
                .filter(budget -> budget.id().equals(id))
                .map(Budget::name)
                .findFirst()
                .orElse("that is gone");
    }

    /** What an alert looks at, in words. */
    public String watched(Alert alert) {
        return switch (alert.watches()) {
            case BUDGET -> "budget " + budgetName(alert.budgetId());
            case CEILING -> "the ceiling of the month";
            case INCLUDED -> "what the plan includes";
            case SPEND -> "spend of " + whose(alert.teamId(), alert.keyId());
        };
    }
}
