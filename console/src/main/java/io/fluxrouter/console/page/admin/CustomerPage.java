package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.bound.CustomerBounds;
import io.fluxrouter.billing.credit.CreditGrant;
import io.fluxrouter.billing.customer.Customer;
import io.fluxrouter.billing.customer.Plan;
import io.fluxrouter.billing.ledger.TransactionPage;
import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.spend.MonthState;
import io.fluxrouter.console.page.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One customer, whole.
 *
 * @param plans of the gateway
 * @param offers all plans that can be subscribed to
 * @param problem why what was sent is not possible; null where nothing is wrong
 */
public record CustomerPage(
        Frame frame,
        Customer customer,
        @Nullable MonthState month,
        CustomerBounds bounds,
        List<Plan> plans,
        List<CreditGrant> grants,
        TransactionPage ledger,
        List<SubscriptionsPage.Row> subscriptions,
        List<BillingPlan> offers,
        @Nullable String problem) {
    public CustomerPage {
        plans = List.copyOf(plans);
        grants = List.copyOf(grants);
        subscriptions = List.copyOf(subscriptions);
        offers = List.copyOf(offers);
    }
}
