package io.fluxrouter.billing.plan;

import org.jspecify.annotations.Nullable;

/**
 * A plan to be made, as asked for and not yet checked.
 *
 * @param interval "day", "week", "month" or "year"; null for a month
 * @param currency ISO 4217; null for dollars
 */
public record NewPlan(
        @Nullable String name,
        @Nullable String lookupId,
        @Nullable String description,
        @Nullable PlanType type,
        @Nullable String interval,
        @Nullable String currency,
        int trialDays,
        boolean active) {

    /** Monthly, in dollars, without a trial. */
    public static NewPlan monthly(String name, PlanType type) {
        return new NewPlan(name, null, null, type, "month", "USD", 0, true);
    }

    public NewPlan every(String interval) {
        return new NewPlan(
                name, lookupId, description, type, interval, currency, trialDays, active);
    }

    public NewPlan in(String currency) {
        return new NewPlan(
                name, lookupId, description, type, interval, currency, trialDays, active);
    }

    public NewPlan withTrial(int days) {
        return new NewPlan(name, lookupId, description, type, interval, currency, days, active);
    }
}
