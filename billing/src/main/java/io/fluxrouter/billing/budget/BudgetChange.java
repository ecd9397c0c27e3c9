package io.fluxrouter.billing.budget;

import io.fluxrouter.billing.input.Change;
import java.math.BigDecimal;

/**
 * What to change of a budget, not yet checked. Whom it bounds, its period and whether it is hard
 * cannot change: that would be another budget.
 */
public record BudgetChange(
        Change<String> name, Change<BigDecimal> limit, Change<Integer> warnPercent) {}
