package io.fluxrouter.billing.plan;

import static io.fluxrouter.billing.subscription.PlanWorld.OPERATOR;
import static io.fluxrouter.billing.subscription.PlanWorld.assertConflict;
import static io.fluxrouter.billing.subscription.PlanWorld.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.billing.plan.PlanEntitlement.Permission;
import io.fluxrouter.billing.subscription.PlanWorld;
import io.fluxrouter.billing.subscription.Subscription;
import io.fluxrouter.core.entitlement.ResetPeriod;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PlanVersionsTest {
    private static PlanWorld world;

    @BeforeAll
    static void open() {
        world = new PlanWorld("2026-03-01T00:00:00Z");
    }

    @Test
    void until_somebody_is_on_it_a_plan_is_built_in_place() {
        BillingPlan plan = world.costing("Basic", "10");
        world.addFee(plan, "5");
        assertThat(world.plans.offer(plan.id()).version()).isEqualTo(1);
        assertThat(world.plans.offer(plan.id()).fees()).isEqualByComparingTo("15");
    }

    @Test
    void a_new_price_is_a_version_and_running_subscriptions_keep_theirs_until_moved() {
        BillingPlan plan = world.costing("Basic", "10");
        Charge old = world.plans.offer(plan.id()).charges().getFirst();
        Subscription before = world.subscribe(plan);
        Charge dearer =
                world.contents.reprice(plan.id(), old.id(), ChargePricing.perUnit("12"), OPERATOR);
        Subscription after = world.subscribe(plan);

        assertThat(dearer.replaces()).isEqualTo(old.id());
        assertThat(fees(before)).isEqualByComparingTo("10");
        assertThat(fees(after)).isEqualByComparingTo("12");
        Subscription moved = world.subscriptions.changePlan(before.id(), plan.id(), OPERATOR);
        assertThat(moved.plan().version()).isEqualTo(2);
        assertThat(fees(moved)).isEqualByComparingTo("12");
    }

    @Test
    void two_changes_before_anybody_takes_the_new_version_make_one() {
        BillingPlan plan = world.costing("Basic", "10");
        world.subscribe(plan);
        world.addFee(plan, "1");
        world.addFee(plan, "2");
        assertThat(world.plans.offer(plan.id()).version()).isEqualTo(2);
        assertThat(world.plans.offer(plan.id()).charges()).hasSize(3);
        assertThat(world.plans.offer(plan.id(), 1).charges()).hasSize(1);
    }

    @Test
    void a_charge_that_is_inactive_stays_so() {
        BillingPlan plan = world.costing("Basic", "10");
        UUID id = world.plans.offer(plan.id()).charges().getFirst().id();
        Charge gone = world.contents.deactivate(plan.id(), id, OPERATOR);
        assertThat(gone.active()).isFalse();
        assertThat(world.plans.offer(plan.id()).charges()).isEmpty();
        assertConflict(() -> world.contents.deactivate(plan.id(), id, OPERATOR));
        assertConflict(
                () -> world.contents.reprice(plan.id(), id, ChargePricing.perUnit("1"), OPERATOR));
        assertThatThrownBy(
                        () ->
                                world.jdbi.useHandle(
                                        handle ->
                                                handle.execute(
                                                        "UPDATE plan_charge SET until_version = NULL"
                                                                + " WHERE id = ?",
                                                        id)))
                .hasMessageContaining("for ever");
    }

    @Test
    void a_feature_that_is_new_reaches_everybody_but_a_lower_limit_only_who_moves() {
        BillingPlan plan = world.costing("Basic", "10");
        UUID feature = PlanWorld.FEATURE;
        Subscription early = world.subscribe(plan);
        world.contents.entitle(
                plan.id(), feature, Permission.upTo("1000", false, ResetPeriod.MONTH), OPERATOR);
        assertThat(limits(early)).containsExactly(new BigDecimal("1000"));
        world.contents.entitle(
                plan.id(), feature, Permission.upTo("10", false, ResetPeriod.MONTH), OPERATOR);
        assertThat(limits(early)).containsExactly(new BigDecimal("1000"));
        assertThat(limits(world.subscribe(plan))).containsExactly(new BigDecimal("10"));
        world.contents.disentitle(plan.id(), feature, OPERATOR);
        assertThat(world.contents.entitlements(plan.id())).isEmpty();
        assertThat(limits(early)).containsExactly(new BigDecimal("1000"));
        assertThat(refusal(() -> world.contents.disentitle(plan.id(), feature, OPERATOR)).refusal())
                .isEqualTo(Refusal.NOT_FOUND);
    }

    @Test
    void prices_of_every_digit_come_back_from_the_database() {
        BillingPlan plan = world.empty("Usage", "month");
        Charge charge =
                world.addUsage(
                        plan, PlanWorld.METER, ChargePricing.perUnit("0.000000123456789012"));
        assertThat(world.plans.offer(plan.id()).charges()).containsExactly(charge);
    }

    @Test
    void a_plan_that_somebody_is_on_cannot_be_deleted() {
        BillingPlan plan = world.costing("Basic", "10");
        Subscription live = world.subscribe(plan);
        assertConflict(() -> world.plans.delete(plan.id(), OPERATOR));
        world.subscriptions.cancel(live.id(), null, OPERATOR);
        world.plans.delete(plan.id(), OPERATOR);
        assertThat(world.plans.find(plan.id())).isEmpty();
        assertThat(world.plans.offer(plan.id(), 1).charges()).hasSize(1);
    }

    @Test
    void every_field_that_is_wrong_is_named() {
        NewPlan good = NewPlan.monthly("Basic", PlanType.FIXED);
        assertNamed("name", NewPlan.monthly(" ", PlanType.FIXED));
        assertNamed("billing_interval", good.every("fortnight"));
        assertNamed("currency", good.in("DOLLAR"));
        assertNamed("trial_days", good.withTrial(-1));
        BillingPlan fixed = world.create(good);
        assertThat(
                        refusal(
                                        () ->
                                                world.addUsage(
                                                        fixed,
                                                        PlanWorld.METER,
                                                        ChargePricing.perUnit("1")))
                                .param())
                .isEqualTo("type");
    }

    @Test
    void a_lookup_id_is_one_plans() {
        NewPlan wanted = new NewPlan("A", "basic-1", null, PlanType.FIXED, "month", "USD", 0, true);
        world.create(wanted);
        assertConflict(() -> world.create(wanted));
    }

    private static void assertNamed(String param, NewPlan wanted) {
        assertThat(refusal(() -> world.create(wanted)).param()).isEqualTo(param);
    }

    private static BigDecimal fees(Subscription subscription) {
        return offer(subscription).fees();
    }

    private static List<BigDecimal> limits(Subscription subscription) {
        return offer(subscription).entitlements().stream()
                .map(one -> one.permission().limit())
                .toList();
    }

    private static Offer offer(Subscription subscription) {
        return world.plans.offer(subscription.plan().planId(), subscription.plan().version());
    }
}
