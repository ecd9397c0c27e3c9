package io.fluxrouter.console.page.home;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.invoice.Invoices;
import io.fluxrouter.billing.plan.BillingPlans;
import io.fluxrouter.billing.subscription.Subscription;
import io.fluxrouter.billing.subscription.Subscriptions;
import io.fluxrouter.console.page.Show;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** What the next invoice would be, by the functions that make it. Thread-safe. */
public final class UpcomingInvoices {
    private final Subscriptions subscriptions;
    private final Invoices invoices;
    private final BillingPlans plans;

    public UpcomingInvoices(Subscriptions subscriptions, Invoices invoices, BillingPlans plans) {
        this.subscriptions = subscriptions;
        this.invoices = invoices;
        this.plans = plans;
    }

    /** Empty for a customer without a running subscription. */
    public Optional<HomePage.Upcoming> of(UUID customerId) {
        return subscriptions
                .list(Organization.OPERATOR, customerId, NumberedPage.FIRST)
                .items()
                .stream()
                .filter(one -> one.endedAt() == null && one.status().isServed())
                .findFirst()
                .map(this::upcoming);
    }

    private HomePage.Upcoming upcoming(Subscription subscription) {
        var preview =
                invoices.preview(
                        subscription.id(),
                        subscription.customerId(),
                        subscription.period().number());
        LocalDate end = LocalDate.ofInstant(subscription.period().span().end(), ZoneOffset.UTC);
        return new HomePage.Upcoming(
                Show.money(preview.due()),
                plans.offer(subscription.plan().planId(), subscription.plan().version())
                        .plan()
                        .name(),
                Show.day(end));
    }
}
