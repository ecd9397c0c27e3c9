package io.fluxrouter.app;

import io.fluxrouter.app.config.Config;
import io.fluxrouter.billing.access.OrganizationKeys;
import io.fluxrouter.billing.account.Accounts;
import io.fluxrouter.billing.account.Sessions;
import io.fluxrouter.billing.clock.ClockAdvance;
import io.fluxrouter.billing.clock.TestClocks;
import io.fluxrouter.billing.credit.Credits;
import io.fluxrouter.billing.credit.TestClockExpiry;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.invoice.InvoiceRun;
import io.fluxrouter.billing.invoice.TestClockInvoices;
import io.fluxrouter.billing.meter.Features;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.plan.BillingPlans;
import io.fluxrouter.billing.plan.PlanContents;
import io.fluxrouter.billing.plan.PricedFeatures;
import io.fluxrouter.billing.subscription.EntitlementChecks;
import io.fluxrouter.billing.subscription.MeteredQuantities;
import io.fluxrouter.billing.subscription.Subscriptions;
import io.fluxrouter.billing.subscription.TestClockTurns;
import io.fluxrouter.console.account.AuthCalls;
import io.fluxrouter.console.account.OrganizationKeyCalls;
import io.fluxrouter.console.account.SessionCookies;
import io.fluxrouter.console.billing.BilledCustomerCalls;
import io.fluxrouter.console.billing.EntitlementCalls;
import io.fluxrouter.console.billing.PlanCalls;
import io.fluxrouter.console.billing.PlanContentCalls;
import io.fluxrouter.console.billing.PlanJson;
import io.fluxrouter.console.billing.SubscriptionCalls;
import io.fluxrouter.console.billing.SubscriptionJson;
import io.fluxrouter.console.billing.TestClockCalls;
import io.fluxrouter.console.http.Endpoint;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The calls under /api/v1, wired. */
final class BillingApi {
    private BillingApi() {}

    static List<Endpoint> endpoints(
            Config config, Jdbi jdbi, OrganizationKeys keys, MeterBook meters, Clock clock) {
        SessionCookies cookies = new SessionCookies(config.mode() == Config.Mode.PRODUCTION);
        List<Endpoint> all = new ArrayList<>();
        all.addAll(
                new AuthCalls(new Accounts(jdbi, clock), new Sessions(jdbi, clock), cookies)
                        .endpoints());
        all.addAll(new OrganizationKeyCalls(keys).endpoints());
        TestClocks clocks = new TestClocks(jdbi, clock, config.mode() == Config.Mode.DEVELOPMENT);
        InvoiceRun run = InvoiceApi.run(jdbi, meters, clock);
        Customers customers =
                new Customers(jdbi, clock).withCardRequired(PaymentApi.isCardRequired(config));
        all.addAll(new BilledCustomerCalls(customers, clocks).endpoints());
        all.addAll(
                new TestClockCalls(
                                clocks,
                                new ClockAdvance(
                                        jdbi,
                                        clocks,
                                        List.of(
                                                new TestClockTurns(jdbi),
                                                new TestClockInvoices(run),
                                                new TestClockExpiry(
                                                        jdbi, new Credits(jdbi, clock)))))
                        .endpoints());
        all.addAll(plans(jdbi, meters, clock));
        return all;
    }

    private static List<Endpoint> plans(Jdbi jdbi, MeterBook meters, Clock clock) {
        Customers customers = new Customers(jdbi, clock);
        Features features = new Features(jdbi, meters, clock);
        BillingPlans plans = new BillingPlans(jdbi, clock);
        Subscriptions subscriptions = new Subscriptions(jdbi, clock);
        MeteredQuantities quantities = new MeteredQuantities(jdbi, meters, features);
        PlanJson json = new PlanJson(features);
        List<Endpoint> all = new ArrayList<>();
        all.addAll(new PlanCalls(plans, json).endpoints());
        PlanContents contents = new PlanContents(jdbi, clock);
        PricedFeatures prices = new PricedFeatures(jdbi, meters, contents, clock);
        all.addAll(
                new PlanContentCalls(plans, contents, meters, features, prices, json).endpoints());
        all.addAll(
                new SubscriptionCalls(
                                subscriptions,
                                customers,
                                InvoiceApi.invoices(jdbi, meters, clock),
                                new SubscriptionJson(plans, json))
                        .endpoints());
        all.addAll(
                new EntitlementCalls(
                                new EntitlementChecks(jdbi, subscriptions, quantities, clock),
                                customers,
                                features)
                        .endpoints());
        return all;
    }
}
