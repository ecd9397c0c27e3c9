package io.fluxrouter.billing.subscription;

import static io.fluxrouter.billing.subscription.PlanWorld.OPERATOR;
import static io.fluxrouter.billing.subscription.PlanWorld.assertConflict;
import static io.fluxrouter.billing.subscription.PlanWorld.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.audit.AuditRecord;
import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.plan.NewPlan;
import io.fluxrouter.billing.plan.PlanType;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.subscription.SubscriptionStatus;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MovesTest {
    private static final PlanWorld WORLD = new PlanWorld("2026-03-01T00:00:00Z");
    private static final Subscriptions SUBSCRIPTIONS = WORLD.subscriptions;
    private static final BillingPlan PLAN = WORLD.costing("Basic", "10");

    @BeforeEach
    void setClock() {
        WORLD.clock.set("2026-03-01T00:00:00Z");
    }

    /** Each move with the states it may start from: core's table, and what the words add to it. */
    private static final Map<String, List<SubscriptionStatus>> LEGAL =
            Map.of(
                    "cancel",
                            List.of(
                                    SubscriptionStatus.TRIAL,
                                    SubscriptionStatus.ACTIVE,
                                    SubscriptionStatus.PAST_DUE,
                                    SubscriptionStatus.PAUSED),
                    "cancel_at_period_end",
                            List.of(
                                    SubscriptionStatus.TRIAL,
                                    SubscriptionStatus.ACTIVE,
                                    SubscriptionStatus.PAST_DUE),
                    "pause", List.of(SubscriptionStatus.ACTIVE),
                    "resume", List.of(SubscriptionStatus.PAUSED),
                    "fall_behind", List.of(SubscriptionStatus.ACTIVE),
                    "recover", List.of(SubscriptionStatus.PAST_DUE),
                    "change",
                            List.of(
                                    SubscriptionStatus.TRIAL,
                                    SubscriptionStatus.ACTIVE,
                                    SubscriptionStatus.PAST_DUE));

    private static Map<String, UnaryOperator<Subscription>> moves() {
        BillingPlan other = WORLD.costing("Pro", "20");
        return Map.of(
                "cancel", one -> SUBSCRIPTIONS.cancel(one.id(), "test", OPERATOR),
                "cancel_at_period_end",
                        one -> SUBSCRIPTIONS.cancelAtPeriodEnd(one.id(), null, OPERATOR),
                "pause", one -> SUBSCRIPTIONS.pause(one.id(), OPERATOR),
                "resume", one -> SUBSCRIPTIONS.resume(one.id(), OPERATOR),
                "fall_behind", one -> SUBSCRIPTIONS.fallBehind(one.id(), OPERATOR),
                "recover", one -> SUBSCRIPTIONS.recover(one.id(), OPERATOR),
                "change", one -> SUBSCRIPTIONS.changePlan(one.id(), other.id(), OPERATOR));
    }

    @ParameterizedTest
    @EnumSource
    void every_move_starts_from_its_states_only_and_leaves_a_record(SubscriptionStatus status) {
        moves().forEach(
                        (name, move) -> {
                            Subscription before = in(status);
                            int records = SUBSCRIPTIONS.audit(before.id()).size();
                            if (LEGAL.getOrDefault(name, List.of()).contains(status)) {
                                Subscription after = move.apply(before);
                                assertThat(SUBSCRIPTIONS.get(before.id())).isEqualTo(after);
                                assertThat(SUBSCRIPTIONS.audit(before.id())).hasSize(records + 1);
                            } else {
                                assertConflict(() -> move.apply(before));
                                assertThat(SUBSCRIPTIONS.get(before.id())).isEqualTo(before);
                                assertThat(SUBSCRIPTIONS.audit(before.id())).hasSize(records);
                            }
                        });
    }

    @Test
    void of_fifty_cancellations_at_once_one_wins_and_the_others_conflict() throws Exception {
        Subscription one = in(SubscriptionStatus.ACTIVE);
        CountDownLatch start = new CountDownLatch(1);
        ConcurrentLinkedQueue<String> outcomes = new ConcurrentLinkedQueue<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                threads.execute(
                        () -> {
                            try {
                                start.await();
                                SUBSCRIPTIONS.cancel(one.id(), null, OPERATOR);
                                outcomes.add("won");
                            } catch (ApiError refused) {
                                outcomes.add(refused.refusal().name());
                            } catch (InterruptedException stop) {
                                Thread.currentThread().interrupt();
                            }
                        });
            }
            start.countDown();
        }
        assertThat(outcomes).hasSize(50);
        assertThat(outcomes).filteredOn("won"::equals).hasSize(1);
        assertThat(outcomes).filteredOn(Refusal.CONFLICT.name()::equals).hasSize(49);
        assertThat(SUBSCRIPTIONS.audit(one.id()))
                .extracting(AuditRecord::action)
                .containsExactly("create", "cancel");
        assertThat(WORLD.pending(one)).containsExactly("fee 10.00", "unused -10.00");
    }

    @Test
    void a_cancellation_at_the_end_can_be_taken_back_until_then() {
        Subscription one = in(SubscriptionStatus.ACTIVE);
        Subscription ending = SUBSCRIPTIONS.cancelAtPeriodEnd(one.id(), "too dear", OPERATOR);
        assertThat(ending.status()).isEqualTo(SubscriptionStatus.ACTIVE);
        assertThat(ending.cancelsAtPeriodEnd()).isTrue();
        assertConflict(() -> SUBSCRIPTIONS.cancelAtPeriodEnd(one.id(), null, OPERATOR));
        assertThat(SUBSCRIPTIONS.keep(one.id(), OPERATOR).cancelsAtPeriodEnd()).isFalse();
        SUBSCRIPTIONS.cancelAtPeriodEnd(one.id(), null, OPERATOR);
        WORLD.clock.set("2026-04-01T00:00:00Z");
        Subscription ended = SUBSCRIPTIONS.get(one.id());
        assertThat(ended.status()).isEqualTo(SubscriptionStatus.CANCELED);
        assertThat(ended.endedAt()).isEqualTo("2026-04-01T00:00:00Z");
        assertThat(WORLD.pending(ended)).containsExactly("fee 10.00");
        assertConflict(() -> SUBSCRIPTIONS.keep(one.id(), OPERATOR));
    }

    @Test
    void what_is_paused_has_no_periods_and_pays_for_the_days_it_is_served() {
        Subscription one = in(SubscriptionStatus.ACTIVE);
        WORLD.clock.set("2026-03-11T09:00:00Z");
        Subscription paused = SUBSCRIPTIONS.pause(one.id(), OPERATOR);
        assertThat(paused.period().span().end()).isEqualTo("2026-03-11T09:00:00Z");
        // 21 of 31 days come back.
        assertThat(WORLD.pending(paused)).containsExactly("fee 10.00", "unused -6.77");
        WORLD.clock.set("2026-06-16T15:00:00Z");
        assertThat(SUBSCRIPTIONS.get(one.id())).isEqualTo(paused);
        Subscription resumed = SUBSCRIPTIONS.resume(one.id(), OPERATOR);
        assertThat(resumed.period().number()).isEqualTo(2);
        assertThat(resumed.period().span().start()).isEqualTo("2026-06-16T15:00:00Z");
        assertThat(resumed.period().span().end()).isEqualTo("2026-07-01T00:00:00Z");
        assertThat(WORLD.pending(resumed)).containsExactly("fee 5.00");
    }

    @Test
    void what_is_deleted_is_ended_and_out_of_sight() {
        Subscription one = in(SubscriptionStatus.ACTIVE);
        SUBSCRIPTIONS.delete(one.id(), OPERATOR);
        assertThat(SUBSCRIPTIONS.find(one.id())).isEmpty();
        assertThat(SUBSCRIPTIONS.audit(one.id()))
                .extracting(AuditRecord::action)
                .containsExactly("create", "cancel", "delete");
    }

    @Test
    void wrong_wishes_are_refused_by_field() {
        UUID customer = WORLD.customer();
        NewSubscription good = NewSubscription.of(customer, PLAN.id());
        assertNamed("customer_id", NewSubscription.of(UUID.randomUUID(), PLAN.id()));
        assertNamed("plan_id", NewSubscription.of(customer, UUID.randomUUID()));
        assertNamed("trial_end_date", good.withTrialUntil(WORLD.clock.instant()));
        assertNamed("start_date", good.startingAt(WORLD.clock.instant().plusSeconds(1L << 30)));
        Subscription one = in(SubscriptionStatus.ACTIVE);
        BillingPlan yen = WORLD.costing(NewPlan.monthly("Yen", PlanType.FIXED).in("JPY"), "1000");
        assertThat(refusal(() -> SUBSCRIPTIONS.changePlan(one.id(), yen.id(), OPERATOR)).param())
                .isEqualTo("plan_id");
        assertThat(refusal(() -> SUBSCRIPTIONS.pause(UUID.randomUUID(), OPERATOR)).refusal())
                .isEqualTo(Refusal.NOT_FOUND);
    }

    private static void assertNamed(String param, NewSubscription wanted) {
        assertThat(refusal(() -> WORLD.subscribe(wanted)).param()).isEqualTo(param);
    }

    private static Subscription in(SubscriptionStatus status) {
        NewSubscription wanted = NewSubscription.of(WORLD.customer(), PLAN.id());
        if (status == SubscriptionStatus.TRIAL) {
            return WORLD.subscribe(
                    wanted.withTrialUntil(WORLD.clock.instant().plusSeconds(864_000)));
        }
        UUID id = WORLD.subscribe(wanted).id();
        return switch (status) {
            case TRIAL, ACTIVE -> SUBSCRIPTIONS.get(id);
            case PAST_DUE -> SUBSCRIPTIONS.fallBehind(id, OPERATOR);
            case PAUSED -> SUBSCRIPTIONS.pause(id, OPERATOR);
            case CANCELED -> SUBSCRIPTIONS.cancel(id, null, OPERATOR);
        };
    }
}
