package io.fluxrouter.billing.subscription;

import static io.fluxrouter.billing.subscription.PlanWorld.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.plan.NewPlan;
import io.fluxrouter.billing.plan.PlanType;
import io.fluxrouter.core.subscription.SubscriptionStatus;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Months of a subscription, by a clock that is moved. */
class PeriodsTest {
    private final PlanWorld world = new PlanWorld("2026-01-31T00:00:00Z");

    @Test
    void an_anchor_on_the_31st_comes_back_to_it() {
        Subscription one = world.subscribe(world.costing("Basic", "10"));
        List<String> ends = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Instant end = world.subscriptions.get(one.id()).period().span().end();
            ends.add(end.toString().substring(0, 10));
            world.clock.set(end.toString());
        }
        assertThat(ends).containsExactly("2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31");
    }

    @Test
    void a_worker_that_slept_three_months_makes_three_periods_without_gap_or_overlap() {
        Subscription one = world.subscribe(world.costing("Basic", "10"));
        world.clock.set("2026-05-01T00:00:00Z");
        assertThat(world.subscriptions.turnNext()).isTrue();
        assertThat(world.subscriptions.turnNext()).isFalse();
        assertThat(world.subscriptions.get(one.id()).period().number()).isEqualTo(4);
        Instant border = one.startsAt();
        for (int number = 1; number <= 4; number++) {
            ServicePeriod period = world.subscriptions.period(one.id(), number).orElseThrow();
            assertThat(period.span().start()).isEqualTo(border);
            assertThat(world.pending(one, number)).containsExactly("fee 10.00");
            border = period.span().end();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"America/New_York", "Australia/Lord_Howe", "Pacific/Apia"})
    void midnight_stays_midnight_where_the_clocks_change(String name) {
        ZoneId zone = ZoneId.of(name);
        BillingPlan plan =
                world.costing(NewPlan.monthly("Daily", PlanType.FIXED).every("day"), "1");
        Instant start = Instant.parse("2026-02-20T00:00:00Z");
        Instant midnight = start.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
        Subscription one =
                world.subscribe(
                        NewSubscription.of(world.customer(), plan.id())
                                .in(zone)
                                .startingAt(midnight));
        world.clock.set("2026-11-20T12:00:00Z");
        Subscription now = world.subscriptions.get(one.id());
        assertThat(now.period().number()).isGreaterThan(270);
        for (int number = 1; number <= now.period().number(); number++) {
            ServicePeriod period = world.subscriptions.period(one.id(), number).orElseThrow();
            assertThat(LocalTime.ofInstant(period.span().start(), zone))
                    .isEqualTo(LocalTime.MIDNIGHT);
            assertThat(world.pending(one, number)).containsExactly("fee 1.00");
        }
    }

    @Test
    void a_trial_ends_in_the_first_period_that_is_paid() {
        BillingPlan plan =
                world.costing(NewPlan.monthly("Trial", PlanType.FIXED).withTrial(14), "10");
        Subscription one = world.subscribe(plan);
        assertThat(one.status()).isEqualTo(SubscriptionStatus.TRIAL);
        assertThat(one.trialEndsAt()).isEqualTo("2026-02-14T00:00:00Z");
        assertThat(world.pending(one)).isEmpty();
        world.clock.set("2026-02-13T23:59:59.999999Z");
        assertThat(world.subscriptions.get(one.id())).isEqualTo(one);
        world.clock.set("2026-02-14T00:00:00Z");
        Subscription active = world.subscriptions.get(one.id());
        assertThat(active.status()).isEqualTo(SubscriptionStatus.ACTIVE);
        assertThat(active.period().number()).isEqualTo(1);
        assertThat(active.period().span().start()).isEqualTo("2026-02-14T00:00:00Z");
        assertThat(active.period().span().end()).isEqualTo("2026-03-14T00:00:00Z");
        assertThat(world.pending(active)).containsExactly("fee 10.00");
    }

    @Test
    void a_trial_that_is_canceled_at_its_end_is_never_charged() {
        BillingPlan plan =
                world.costing(NewPlan.monthly("Trial", PlanType.FIXED).withTrial(14), "10");
        Subscription one = world.subscribe(plan);
        world.subscriptions.cancelAtPeriodEnd(one.id(), null, OPERATOR);
        world.clock.set("2026-08-01T00:00:00Z");
        Subscription ended = world.subscriptions.get(one.id());
        assertThat(ended.status()).isEqualTo(SubscriptionStatus.CANCELED);
        assertThat(ended.endedAt()).isEqualTo("2026-02-14T00:00:00Z");
        assertThat(world.pending(ended)).isEmpty();
    }

    @Test
    void a_plan_chosen_in_the_trial_is_the_one_that_is_paid() {
        BillingPlan plan =
                world.costing(NewPlan.monthly("Trial", PlanType.FIXED).withTrial(14), "10");
        Subscription one = world.subscribe(plan);
        BillingPlan yearly =
                world.costing(NewPlan.monthly("Year", PlanType.FIXED).every("year"), "100");
        Subscription moved = world.subscriptions.changePlan(one.id(), yearly.id(), OPERATOR);
        assertThat(moved.status()).isEqualTo(SubscriptionStatus.TRIAL);
        world.clock.set("2026-02-14T00:00:00Z");
        Subscription active = world.subscriptions.get(one.id());
        assertThat(active.period().span().end()).isEqualTo("2027-02-14T00:00:00Z");
        assertThat(world.pending(active)).containsExactly("fee 100.00");
    }

    @Test
    void a_start_in_the_past_is_billed_from_then_on() {
        BillingPlan plan = world.costing("Basic", "10");
        Subscription one =
                world.subscribe(
                        NewSubscription.of(world.customer(), plan.id())
                                .startingAt(Instant.parse("2025-11-15T00:00:00Z")));
        assertThat(one.period().number()).isEqualTo(3);
        assertThat(one.period().span().start()).isEqualTo("2026-01-15T00:00:00Z");
    }

    @Test
    void a_start_to_come_serves_nobody_before() {
        BillingPlan plan = world.costing("Basic", "10");
        Instant start = Instant.parse("2026-03-01T00:00:00Z");
        Subscription one =
                world.subscribe(NewSubscription.of(world.customer(), plan.id()).startingAt(start));
        assertThat(one.isServedAt(start.minusNanos(1000))).isFalse();
        assertThat(one.isServedAt(start)).isTrue();
        Subscription ended = world.subscriptions.cancel(one.id(), null, OPERATOR);
        assertThat(world.pending(ended)).containsExactly("fee 10.00", "unused -10.00");
    }
}
