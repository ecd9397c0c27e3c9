package io.fluxrouter.billing.clock;

import static io.fluxrouter.billing.subscription.PlanWorld.OPERATOR;
import static io.fluxrouter.billing.subscription.PlanWorld.assertConflict;
import static io.fluxrouter.billing.subscription.PlanWorld.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.customer.NewCustomer;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.subscription.NewSubscription;
import io.fluxrouter.billing.subscription.PlanWorld;
import io.fluxrouter.billing.subscription.Subscription;
import io.fluxrouter.billing.subscription.TestClockTurns;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.subscription.SubscriptionStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;

/** Clocks that are moved, while the system's stands in July 2026. */
class TestClocksTest {
    private static final UUID OWNER = Organization.OPERATOR;

    private final PlanWorld world = new PlanWorld("2026-07-15T12:00:00Z");
    private final BillingPlan plan = world.costing("Basic", "10");
    private final TestClocks clocks = new TestClocks(world.jdbi, world.clock, true);
    private final DueWork turns = new TestClockTurns(world.jdbi);

    @Test
    void months_pass_for_those_who_live_on_the_clock_and_for_nobody_else() {
        TestClock clock = clock("2024-01-31T00:00:00Z");
        Subscription there = subscribe(clock);
        Subscription here = world.subscribe(plan);
        assertThat(there.period().span().start()).isEqualTo("2024-01-31T00:00:00Z");

        TestClock moved = advance(clock, "2024-05-15T08:00:00Z", turns);

        assertThat(moved.frozenTime()).isEqualTo("2024-05-15T08:00:00Z");
        assertThat(moved.status()).isEqualTo(TestClock.Status.READY);
        Subscription after = world.subscriptions.get(there.id());
        assertThat(after.period().number()).isEqualTo(4);
        assertThat(after.period().span().start()).isEqualTo("2024-04-30T00:00:00Z");
        assertThat(world.subscriptions.get(here.id())).isEqualTo(here);
    }

    @Test
    void workers_leave_those_on_a_clock_alone_however_overdue_they_seem() {
        Subscription there = subscribe(clock("2024-01-31T00:00:00Z"));
        assertThat(world.subscriptions.turnNext()).isFalse();
        assertThat(world.subscriptions.get(there.id())).isEqualTo(there);
        assertThat(world.subscriptions.list(OWNER, there.customerId(), NumberedPage.FIRST).items())
                .containsExactly(there);
    }

    @Test
    void every_move_of_a_subscription_is_at_the_time_of_the_clock() {
        TestClock clock = clock("2024-01-31T00:00:00Z");
        Subscription there = subscribe(clock);
        advance(clock, "2024-03-10T00:00:00Z", turns);
        Subscription ended = world.subscriptions.cancel(there.id(), null, OPERATOR);
        assertThat(ended.status()).isEqualTo(SubscriptionStatus.CANCELED);
        assertThat(ended.endedAt()).isEqualTo("2024-03-10T00:00:00Z");
        // 29 February to 31 March has 31 days, of which 21 are left.
        assertThat(world.pending(ended)).containsExactly("fee 10.00", "unused -6.77");
    }

    @Test
    void the_clock_stops_where_something_is_due_and_each_step_sees_the_time_it_would_have_seen() {
        TestClock clock = clock("2024-01-31T00:00:00Z");
        Subscription there = subscribe(clock);
        List<String> seen = new ArrayList<>();
        DueWork witness =
                watching(
                        at -> {
                            Subscription one = world.subscriptions.get(there.id());
                            seen.add(at + " period " + one.period().number());
                        });
        advance(clock, "2024-04-30T00:00:00Z", turns, witness);
        assertThat(seen)
                .containsExactly(
                        "2024-01-31T00:00:00Z period 1",
                        "2024-02-29T00:00:00Z period 2",
                        "2024-03-31T00:00:00Z period 3",
                        "2024-04-30T00:00:00Z period 4");
    }

    @Test
    void a_step_that_fails_leaves_the_clock_at_its_moment_and_the_next_advance_goes_on() {
        TestClock clock = clock("2024-01-31T00:00:00Z");
        Subscription there = subscribe(clock);
        AtomicBoolean broken = new AtomicBoolean(true);
        DueWork fragile =
                watching(
                        at -> {
                            if (at.isAfter(Instant.parse("2024-03-01T00:00:00Z")) && broken.get()) {
                                throw new IllegalStateException("planted");
                            }
                        });
        assertThatThrownBy(() -> advance(clock, "2024-06-01T00:00:00Z", turns, fragile))
                .hasMessage("planted");
        TestClock stuck = clocks.get(OWNER, clock.id());
        assertThat(stuck.status()).isEqualTo(TestClock.Status.ADVANCING);
        assertThat(stuck.frozenTime()).isEqualTo("2024-03-31T00:00:00Z");

        broken.set(false);
        TestClock arrived = advance(clock, "2024-06-01T00:00:00Z", turns, fragile);
        assertThat(arrived.status()).isEqualTo(TestClock.Status.READY);
        assertThat(world.subscriptions.get(there.id()).period().number()).isEqualTo(5);
    }

    @Test
    void work_that_never_gets_done_is_told_and_not_tried_for_ever() {
        TestClock clock = clock("2024-01-31T00:00:00Z");
        DueWork stubborn =
                new DueWork() {
                    @Override
                    public Optional<Instant> nextDue(UUID clockId) {
                        return Optional.of(Instant.parse("2024-02-01T00:00:00Z"));
                    }

                    @Override
                    public void runDue(UUID clockId, Instant now) {}
                };
        assertThatThrownBy(() -> advance(clock, "2024-03-01T00:00:00Z", stubborn))
                .hasMessageContaining("stays due");
    }

    @Test
    void a_clock_goes_forward_only_and_two_years_at_most() {
        TestClock clock = clock("2024-01-31T00:00:00Z");
        for (String wrong : List.of("2024-01-30T23:59:59Z", "2026-02-15T00:00:00Z")) {
            assertThat(refusal(() -> advance(clock, wrong, turns)).param())
                    .isEqualTo("frozen_time");
        }
        assertThat(advance(clock, "2024-01-31T00:00:00Z", turns)).isEqualTo(clock);
        assertThat(refusal(() -> clock("1999-12-31T00:00:00Z")).param()).isEqualTo("frozen_time");
        assertThatThrownBy(() -> change("UPDATE test_clock SET frozen_time = '2001-01-01Z'"))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasMessageContaining("forward only");
    }

    @Test
    void of_two_who_move_one_clock_at_once_the_second_is_refused() throws Exception {
        TestClock clock = clock("2024-01-31T00:00:00Z");
        subscribe(clock);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        DueWork slow =
                watching(
                        at -> {
                            inside.countDown();
                            await(go);
                        });
        Thread first =
                Thread.startVirtualThread(
                        () -> advance(clock, "2024-03-01T00:00:00Z", turns, slow));
        inside.await();
        assertThat(clocks.get(OWNER, clock.id()).status()).isEqualTo(TestClock.Status.ADVANCING);
        assertConflict(() -> advance(clock, "2024-03-02T00:00:00Z", turns));
        go.countDown();
        first.join();
        assertThat(clocks.get(OWNER, clock.id()).frozenTime()).isEqualTo("2024-03-01T00:00:00Z");
    }

    @Test
    void a_clock_goes_when_nobody_lives_on_it_any_more() {
        TestClock clock = clock("2024-01-31T00:00:00Z");
        UUID customer = customer(clock);
        assertConflict(() -> clocks.delete(OWNER, clock.id()));
        new Customers(world.jdbi, world.clock).archive(customer);
        clocks.delete(OWNER, clock.id());
        assertThat(clocks.find(OWNER, clock.id())).isEmpty();
        assertThat(refusal(() -> clocks.delete(OWNER, clock.id())).refusal())
                .isEqualTo(Refusal.NOT_FOUND);
        assertThat(refusal(() -> customer(clock)).param()).isEqualTo("test_clock_id");
    }

    @Test
    void a_customer_keeps_the_clock_it_was_made_with() {
        UUID customer = customer(clock("2024-01-31T00:00:00Z"));
        assertThatThrownBy(() -> change("UPDATE customer SET test_clock_id = NULL"))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasMessageContaining("customer " + customer + " keeps its clock");
    }

    @Test
    void clocks_of_others_do_not_exist() {
        TestClock clock = clock("2024-01-31T00:00:00Z");
        UUID stranger = UUID.fromString("00000000-0000-4000-8000-000000000002");
        assertThat(clocks.find(stranger, clock.id())).isEmpty();
        assertThat(clocks.list(stranger, NumberedPage.FIRST).items()).isEmpty();
        assertThat(clocks.list(OWNER, NumberedPage.FIRST).items()).containsExactly(clock);
        Customers theirs = new Customers(world.jdbi, world.clock).of(stranger);
        assertThat(
                        refusal(() -> theirs.create(NewCustomer.prepaid("X").livingOn(clock.id())))
                                .param())
                .isEqualTo("test_clock_id");
    }

    @Test
    void in_production_there_are_none() {
        TestClocks production = new TestClocks(world.jdbi, world.clock, false);
        assertThat(
                        refusal(
                                        () ->
                                                production.create(
                                                        OWNER,
                                                        "x",
                                                        Instant.parse("2024-01-31T00:00:00Z")))
                                .refusal())
                .isEqualTo(Refusal.NOT_SERVED);
        assertThat(
                        refusal(
                                        () ->
                                                new ClockAdvance(world.jdbi, production, List.of())
                                                        .advance(
                                                                OWNER,
                                                                UUID.randomUUID(),
                                                                Instant.EPOCH))
                                .refusal())
                .isEqualTo(Refusal.NOT_SERVED);
    }

    private TestClock clock(String time) {
        return clocks.create(OWNER, "a test", Instant.parse(time));
    }

    private UUID customer(TestClock clock) {
        return new Customers(world.jdbi, world.clock)
                .create(NewCustomer.prepaid("Acme").livingOn(clock.id()))
                .id();
    }

    private Subscription subscribe(TestClock clock) {
        return world.subscribe(NewSubscription.of(customer(clock), plan.id()));
    }

    private TestClock advance(TestClock clock, String to, DueWork... works) {
        return new ClockAdvance(world.jdbi, clocks, List.of(works))
                .advance(OWNER, clock.id(), Instant.parse(to));
    }

    private void change(String sql) {
        world.jdbi.useHandle(handle -> handle.execute(sql));
    }

    /** Work that is never due of its own, and is asked at each moment that another is. */
    private static DueWork watching(Consumer<Instant> eye) {
        return new DueWork() {
            @Override
            public Optional<Instant> nextDue(UUID clockId) {
                return Optional.empty();
            }

            @Override
            public void runDue(UUID clockId, Instant now) {
                eye.accept(now);
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
