package io.fluxrouter.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.subscription.SubscriptionStatus;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A customer that goes takes its subscriptions along, and nobody else's. */
class DeparturesTest {
    private final PlanWorld world = new PlanWorld("2026-01-01T00:00:00Z");
    private final Customers customers = new Customers(world.jdbi, world.clock);

    @Test
    void archiving_ends_every_subscription_and_gives_back_what_is_not_used() {
        BillingPlan plan = world.costing("Basic", "31");
        UUID customer = world.customer();
        Subscription active = world.subscribe(NewSubscription.of(customer, plan.id()));
        Subscription paused = world.subscribe(NewSubscription.of(customer, plan.id()));
        world.subscriptions.pause(paused.id(), PlanWorld.OPERATOR);
        Subscription others = world.subscribe(plan);
        world.clock.set("2026-01-11T00:00:00Z");

        customers.archive(customer);

        assertThat(status(active)).isEqualTo(SubscriptionStatus.CANCELED);
        assertThat(status(paused)).isEqualTo(SubscriptionStatus.CANCELED);
        assertThat(status(others)).isEqualTo(SubscriptionStatus.ACTIVE);
        assertThat(world.pending(active)).containsExactly("fee 31.00", "unused -21.00");
        assertThat(world.subscriptions.audit(active.id()).getLast().action()).isEqualTo("cancel");
    }

    @Test
    void one_that_was_to_end_at_its_periods_end_ends_there() {
        Subscription one = world.subscribe(world.costing("Basic", "31"));
        world.subscriptions.cancelAtPeriodEnd(one.id(), null, PlanWorld.OPERATOR);
        world.clock.set("2026-02-20T00:00:00Z");
        customers.archive(one.customerId());
        assertThat(world.subscriptions.get(one.id()).endedAt()).hasToString("2026-02-01T00:00:00Z");
    }

    @Test
    void nobody_is_archived_by_another_organization_or_subscribed_afterwards() {
        BillingPlan plan = world.costing("Basic", "31");
        Subscription one = world.subscribe(plan);
        assertThat(
                        PlanWorld.refusal(
                                        () ->
                                                customers
                                                        .of(UUID.randomUUID())
                                                        .archive(one.customerId()))
                                .refusal())
                .isEqualTo(Refusal.NOT_FOUND);
        assertThat(status(one)).isEqualTo(SubscriptionStatus.ACTIVE);
        customers.archive(one.customerId());
        ApiError refused =
                PlanWorld.refusal(
                        () -> world.subscribe(NewSubscription.of(one.customerId(), plan.id())));
        assertThat(refused.param()).isEqualTo("customer_id");
    }

    private SubscriptionStatus status(Subscription subscription) {
        return world.subscriptions.get(subscription.id()).status();
    }
}
