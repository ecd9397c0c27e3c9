package io.fluxrouter.core.spend;

import io.fluxrouter.core.money.Money;

/**
 * What a customer may spend while an invoice of its plan is past due: half of the plan's own
 * ceiling, whatever it had risen to, but never less than what the plan includes.
 */
public final class PastDueRule {
    private PastDueRule() {}

    public static Money ceiling(Money planCeiling, Money included) {
        return Money.ofNanos(planCeiling.nanos() / 2).max(included);
    }
}
