package io.fluxrouter.console.page.spend;

import io.fluxrouter.billing.alert.AlertChange;
import io.fluxrouter.billing.alert.NewAlert;
import io.fluxrouter.billing.budget.BudgetChange;
import io.fluxrouter.billing.budget.NewBudget;
import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.console.page.Form;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/** What the forms of the page say. Refuses what cannot be read; the rest is checked by billing. */
final class SpendFields {
    private static final String KEY = "key-";
    private static final int MOST_DIGITS = 40;

    private SpendFields() {}

    static NewBudget newBudget(UUID customerId, Form form) {
        Whose whose = Whose.read(form.text("whose"));
        return new NewBudget(
                customerId,
                form.text("name").strip(),
                whose.teamId(),
                whose.keyId(),
                form.dollars("limit").orElse(null),
                form.find("period").orElse("monthly"),
                !form.text("kind").equals("soft"),
                form.number("warn").orElse(null));
    }

    static BudgetChange budgetChange(Form form) {
        return new BudgetChange(
                name(form),
                Change.to(form.dollars("limit").orElse(null)),
                Change.to(form.number("warn").orElse(null)));
    }

    /** What is watched is "ceiling", "included", "spend", or "budget:" and an id. */
    static NewAlert newAlert(UUID customerId, Form form) {
        String watches = form.text("watches");
        boolean budget = watches.startsWith("budget:");
        boolean spend = watches.equals("spend");
        Whose whose = spend ? Whose.read(form.text("whose")) : new Whose(null, null);
        return new NewAlert(
                customerId,
                form.text("name").strip(),
                budget ? "budget" : watches,
                budget ? id(watches.substring("budget:".length())) : null,
                whose.teamId(),
                whose.keyId(),
                spend ? form.find("period").orElse("monthly") : null,
                thresholds(form),
                form.list("emails"));
    }

    static AlertChange alertChange(Form form) {
        return new AlertChange(
                name(form), Change.to(thresholds(form)), Change.to(form.list("emails")));
    }

    static Change<String> name(Form form) {
        return Change.to(form.text("name").strip());
    }

    /** The keys whose boxes are ticked. */
    static List<UUID> keys(Form form) {
        return form.names().stream()
                .filter(name -> name.startsWith(KEY))
                .map(name -> id(name.substring(KEY.length())))
                .toList();
    }

    static Change<List<UUID>> keysChange(Form form) {
        return Change.to(keys(form));
    }

    private static List<BigDecimal> thresholds(Form form) {
        return form.list("thresholds").stream().map(SpendFields::threshold).toList();
    }

    private static BigDecimal threshold(String text) {
        String digits = text.replace("$", "").replace("%", "");
        try {
            if (digits.length() <= MOST_DIGITS) return new BigDecimal(digits);
        } catch (NumberFormatException notANumber) {
            throw notNumbers();
        }
        throw notNumbers();
    }

    private static RuntimeException notNumbers() {
        return Fields.invalid("Thresholds are numbers with commas between.", "thresholds");
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notAnId) {
            throw Fields.invalid("What is chosen must be one of the list.", "id");
        }
    }
}
