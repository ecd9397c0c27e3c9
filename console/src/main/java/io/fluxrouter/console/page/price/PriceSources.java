package io.fluxrouter.console.page.price;

import io.fluxrouter.billing.customer.Plans;
import io.fluxrouter.billing.experiment.PriceExperiments;
import io.fluxrouter.billing.meter.Features;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.plan.BillingPlans;
import io.fluxrouter.billing.plan.PlanContents;
import io.fluxrouter.console.page.UsageSources;

/** Where the pages of prices read, and what they ask to be done. */
public record PriceSources(
        BillingPlans plans,
        PlanContents contents,
        Plans gateway,
        Features features,
        MeterBook meters,
        PriceExperiments experiments,
        UsageSources usage) {}
