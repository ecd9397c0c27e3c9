package io.fluxrouter.app;

import io.fluxrouter.billing.bound.Bounds;
import io.fluxrouter.billing.credit.CreditAdjustments;
import io.fluxrouter.billing.customer.Plans;
import io.fluxrouter.billing.experiment.PriceExperiments;
import io.fluxrouter.billing.ledger.Transactions;
import io.fluxrouter.billing.meter.Features;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.plan.BillingPlans;
import io.fluxrouter.billing.plan.PlanContents;
import io.fluxrouter.billing.purchase.Packages;
import io.fluxrouter.billing.subscription.Subscriptions;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.console.page.PageFrames;
import io.fluxrouter.console.page.PageWriter;
import io.fluxrouter.console.page.admin.AdminPages;
import io.fluxrouter.console.page.admin.AdminSources;
import io.fluxrouter.console.page.admin.CreditPages;
import io.fluxrouter.console.page.admin.CustomerListPages;
import io.fluxrouter.console.page.admin.CustomerPages;
import io.fluxrouter.console.page.admin.CustomerSources;
import io.fluxrouter.console.page.admin.FeaturePages;
import io.fluxrouter.console.page.admin.SubscriptionPages;
import io.fluxrouter.console.page.price.ExperimentPages;
import io.fluxrouter.console.page.price.PlanEditorPages;
import io.fluxrouter.console.page.price.PriceSources;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The operator's pages of the console, wired. */
record AdminConsole(Shell shell, AdminSources sources) {

    /** What all pages are let in and written with. */
    record Shell(PageDoor door, PageFrames frames, PageWriter writer) {}

    List<Endpoint> endpoints(Jdbi jdbi, MeterBook meters, Clock clock) {
        PageDoor door = shell.door();
        PageFrames frames = shell.frames();
        PageWriter writer = shell.writer();
        List<Endpoint> all = new ArrayList<>();
        all.addAll(new AdminPages(door, frames, writer, sources).endpoints());
        CustomerSources customer =
                new CustomerSources(
                        new Subscriptions(jdbi, clock),
                        new BillingPlans(jdbi, clock),
                        new CreditAdjustments(jdbi, sources.credits(), clock),
                        new Bounds(jdbi, clock),
                        new Packages(jdbi, clock),
                        new Transactions(jdbi));
        all.addAll(new CustomerListPages(door, frames, writer, sources).endpoints());
        all.addAll(new CustomerPages(door, frames, writer, sources, customer).endpoints());
        all.addAll(new SubscriptionPages(door, frames, writer, sources, customer).endpoints());
        all.addAll(new CreditPages(door, frames, writer, customer.packages()).endpoints());
        Features features = new Features(jdbi, meters, clock);
        all.addAll(new FeaturePages(door, frames, writer, features).endpoints());
        PriceSources prices =
                new PriceSources(
                        customer.plans(),
                        new PlanContents(jdbi, clock),
                        new Plans(jdbi),
                        features,
                        meters,
                        new PriceExperiments(jdbi),
                        sources.usage());
        all.addAll(new PlanEditorPages(door, frames, writer, prices).endpoints());
        all.addAll(new ExperimentPages(door, frames, writer, prices).endpoints());
        return all;
    }
}
