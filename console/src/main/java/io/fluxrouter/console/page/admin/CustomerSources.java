package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.bound.Bounds;
import io.fluxrouter.billing.credit.CreditAdjustments;
import io.fluxrouter.billing.ledger.Transactions;
import io.fluxrouter.billing.plan.BillingPlans;
import io.fluxrouter.billing.purchase.Packages;
import io.fluxrouter.billing.subscription.Subscriptions;

/** What the operator may do with a customer beyond looking. */
public record CustomerSources(
        Subscriptions subscriptions,
        BillingPlans plans,
        CreditAdjustments adjustments,
        Bounds bounds,
        Packages packages,
        Transactions transactions) {}
