package io.fluxrouter.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.plan.NewPlan;
import io.fluxrouter.billing.plan.PlanType;
import io.fluxrouter.billing.subscription.PlanWorld;
import io.fluxrouter.billing.subscription.Subscription;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which moves of a subscription are told, once each. */
class SubscriptionEventsTest {
    private final PlanWorld world = new PlanWorld("2026-01-15T00:00:00Z");

    @Test
    void one_without_a_trial_is_created_and_activated_at_once() {
        world.subscribe(world.costing("Basic", "10"));
        assertThat(told()).containsExactly("subscription.created", "subscription.activated");
    }

    @Test
    void a_trial_is_activated_when_it_ends() {
        Subscription trial = world.subscribe(trialPlan());
        assertThat(told()).containsExactly("subscription.created");
        world.clock.set("2026-01-29T00:00:01Z");
        world.subscriptions.turnNext();
        world.subscriptions.turnNext();
        world.subscriptions.find(trial.id());
        assertThat(told()).containsExactly("subscription.created", "subscription.activated");
        assertThat(at("subscription.activated")).containsExactly("2026-01-29T00:00:00Z");
    }

    @Test
    void a_cancellation_at_the_periods_end_is_told_when_it_has_ended() {
        Subscription one = world.subscribe(world.costing("Basic", "10"));
        world.subscriptions.cancelAtPeriodEnd(one.id(), null, PlanWorld.OPERATOR);
        assertThat(told()).doesNotContain("subscription.canceled");
        world.clock.set("2026-02-15T00:00:00Z");
        world.subscriptions.find(one.id());
        world.subscriptions.find(one.id());
        assertThat(told()).containsOnlyOnce("subscription.canceled").hasSize(3);
    }

    @Test
    void a_cancellation_in_a_trial_activates_nothing() {
        Subscription trial = world.subscribe(trialPlan());
        world.subscriptions.cancel(trial.id(), "changed my mind", PlanWorld.OPERATOR);
        assertThat(told()).containsExactly("subscription.created", "subscription.canceled");
        world.subscriptions.delete(trial.id(), PlanWorld.OPERATOR);
        assertThat(told()).hasSize(2);
    }

    @Test
    void what_does_not_change_the_status_is_not_told() {
        Subscription one = world.subscribe(world.costing("Basic", "10"));
        BillingPlan more = world.costing("More", "20");
        world.subscriptions.changePlan(one.id(), more.id(), PlanWorld.OPERATOR);
        world.clock.set("2026-04-15T00:00:00Z");
        world.subscriptions.find(one.id());
        assertThat(told()).hasSize(2);
        world.subscriptions.pause(one.id(), PlanWorld.OPERATOR);
        assertThat(told()).hasSize(2);
        world.subscriptions.resume(one.id(), PlanWorld.OPERATOR);
        assertThat(told()).hasSize(3).last().isEqualTo("subscription.activated");
    }

    private BillingPlan trialPlan() {
        return world.costing(NewPlan.monthly("Trial", PlanType.HYBRID).withTrial(14), "10");
    }

    private List<String> told() {
        return texts("SELECT type FROM webhook_event WHERE organization_id = ? ORDER BY ctid");
    }

    private List<String> at(String type) {
        return world.jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        "SELECT convert_from(body, 'UTF8')::jsonb ->> 'timestamp' FROM webhook_event"
                                                + " WHERE type = ?")
                                .bind(0, type)
                                .mapTo(String.class)
                                .list());
    }

    private List<String> texts(String query) {
        UUID organization = Organization.OPERATOR;
        return world.jdbi.withHandle(
                handle ->
                        handle.createQuery(query).bind(0, organization).mapTo(String.class).list());
    }
}
