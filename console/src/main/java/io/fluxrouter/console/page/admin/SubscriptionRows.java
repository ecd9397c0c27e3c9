package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.customer.Customer;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.subscription.PlanRef;
import io.fluxrouter.billing.subscription.Subscription;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives subscriptions the names of their customers and plans. */
record SubscriptionRows(Customers customers, CustomerSources sources) {

    List<SubscriptionsPage.Row> of(List<Subscription> subscriptions) {
        return subscriptions.stream().map(this::row).toList();
    }

    private SubscriptionsPage.Row row(Subscription one) {
        return new SubscriptionsPage.Row(
                one, customer(one.customerId()), plan(one.plan()), plan(one.next()));
    }

    private String customer(UUID id) {
        return customers.find(id).map(Customer::name).orElse("a customer that is gone");
    }

    private String plan(@Nullable PlanRef plan) {
        if (plan == null) return "";
        return sources.plans().find(plan.planId()).map(BillingPlan::name).orElse("a deleted plan")
                + ", version "
                + plan.version();
    }

    /** All that can be subscribed to. */
    List<BillingPlan> offers() {
        return sources
                .plans()
                .list(Organization.OPERATOR, new NumberedPage(1, NumberedPage.MAX_SIZE))
                .items()
                .stream()
                .filter(BillingPlan::active)
                .toList();
    }
}
