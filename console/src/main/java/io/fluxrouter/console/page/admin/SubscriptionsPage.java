package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.subscription.Subscription;
import io.fluxrouter.console.page.Frame;
import java.util.List;

/**
 * Who is on what.
 *
 * @param offers plans that a subscription can be moved to
 * @param next the address of the next page; "" after the last
 */
public record SubscriptionsPage(
        Frame frame, List<Row> rows, long total, List<BillingPlan> offers, String next) {
    public SubscriptionsPage {
        rows = List.copyOf(rows);
        offers = List.copyOf(offers);
    }

    /**
     * A subscription.
     *
     * @param customer what it is called
     * @param plan what its plan is called
     * @param nextPlan what takes its place; "" for nothing
     */
    public record Row(Subscription subscription, String customer, String plan, String nextPlan) {}
}
