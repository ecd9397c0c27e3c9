package io.fluxrouter.billing.subscription;

import static io.fluxrouter.billing.subscription.PlanWorld.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.plan.PlanEntitlement.Permission;
import io.fluxrouter.billing.subscription.EntitlementChecks.Answer;
import io.fluxrouter.billing.subscription.EntitlementChecks.Question;
import io.fluxrouter.core.entitlement.ResetPeriod;
import io.fluxrouter.core.entitlement.Verdict;
import io.fluxrouter.core.entitlement.Verdict.Reason;
import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EntitlementChecksTest {
    private final PlanWorld world = new PlanWorld("2026-01-31T00:00:00Z");
    private final UUID feature = PlanWorld.FEATURE;
    private BigDecimal used = BigDecimal.ZERO;
    private final EntitlementChecks checks =
            new EntitlementChecks(
                    world.jdbi,
                    world.subscriptions,
                    (customer, asked, from, until) -> used,
                    world.clock);

    @Test
    void a_hard_limit_refuses_what_does_not_fit_and_a_soft_one_counts_the_overage() {
        BillingPlan hard = planWith(Permission.upTo("10", false, ResetPeriod.MONTH));
        Subscription one = world.subscribe(hard);
        used = new BigDecimal("9");
        assertThat(check(one, "1").verdict()).isInstanceOf(Verdict.Allowed.class);
        assertThat(check(one, "2").verdict())
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .isEqualTo(Reason.FEATURE_LIMIT_REACHED));
        assertThat(check(one, "0").resetsAt()).isEqualTo("2026-02-28T00:00:00Z");
        Subscription soft =
                world.subscribe(planWith(Permission.upTo("10", true, ResetPeriod.MONTH)));
        assertThat(check(soft, "2").verdict().allowance().overage()).isEqualByComparingTo("1");
    }

    @Test
    void who_is_not_served_is_not_entitled() {
        Subscription one = world.subscribe(planWith(Permission.on()));
        assertThat(check(one, "0").verdict()).isInstanceOf(Verdict.Allowed.class);
        world.subscriptions.pause(one.id(), OPERATOR);
        assertNotEntitled(one);
        world.subscriptions.resume(one.id(), OPERATOR);
        world.subscriptions.cancelAtPeriodEnd(one.id(), null, OPERATOR);
        assertThat(check(one, "0").verdict()).isInstanceOf(Verdict.Allowed.class);
        world.clock.set("2026-02-28T00:00:00Z");
        assertNotEntitled(one);
    }

    @Test
    void of_two_subscriptions_one_that_permits_is_enough() {
        Subscription one = world.subscribe(planWith(Permission.upTo("5", false, ResetPeriod.DAY)));
        used = new BigDecimal("5");
        assertThat(check(one, "1").allowed()).isFalse();
        Subscription more =
                world.subscribe(
                        NewSubscription.of(
                                one.customerId(),
                                planWith(Permission.upTo("50", false, ResetPeriod.DAY)).id()));
        assertThat(check(one, "1").subscriptionId()).isEqualTo(more.id());
    }

    private void assertNotEntitled(Subscription one) {
        assertThat(check(one, "0").verdict())
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .isEqualTo(Reason.FEATURE_NOT_ENTITLED));
    }

    private BillingPlan planWith(Permission permission) {
        BillingPlan plan = world.costing("Basic", "10");
        world.contents.entitle(plan.id(), feature, permission, OPERATOR);
        return plan;
    }

    private Answer check(Subscription one, String wanted) {
        return checks.check(
                new Question(
                        new CustomerRef(one.organizationId(), one.customerId()), feature, "calls"),
                new BigDecimal(wanted));
    }
}
