package io.fluxrouter.billing.plan;

import io.fluxrouter.billing.input.Change;

/**
 * What of a plan may change without a new version: what it is called, and to whom it is offered.
 */
public record PlanEdit(
        Change<String> name,
        Change<String> lookupId,
        Change<String> description,
        Change<Integer> trialDays,
        Change<Boolean> active) {
    public static final PlanEdit NONE =
            new PlanEdit(Change.kept(), Change.kept(), Change.kept(), Change.kept(), Change.kept());

    public PlanEdit withActive(boolean active) {
        return new PlanEdit(name, lookupId, description, trialDays, Change.to(active));
    }
}
