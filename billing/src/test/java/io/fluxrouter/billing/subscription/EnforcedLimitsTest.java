package io.fluxrouter.billing.subscription;

import static io.fluxrouter.billing.subscription.PlanWorld.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.event.EventIntake;
import io.fluxrouter.billing.event.EventWorld;
import io.fluxrouter.billing.event.IncomingEvent;
import io.fluxrouter.billing.event.Taken;
import io.fluxrouter.billing.event.UnknownCustomers;
import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.meter.FeatureChange;
import io.fluxrouter.billing.meter.FeatureChange.MeterChange;
import io.fluxrouter.billing.meter.StoredFeature;
import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.plan.BillingPlans;
import io.fluxrouter.billing.plan.NewPlan;
import io.fluxrouter.billing.plan.PlanContents;
import io.fluxrouter.billing.plan.PlanEntitlement.Permission;
import io.fluxrouter.billing.plan.PlanType;
import io.fluxrouter.core.entitlement.ResetPeriod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Hard limits of ten units a month, where they hold when events come. */
class EnforcedLimitsTest {
    private static final int THREADS = 50;

    private final EventWorld world = new EventWorld();
    private final PlanContents contents = new PlanContents(world.jdbi, world.clock);
    private final Subscriptions subscriptions = new Subscriptions(world.jdbi, world.clock);
    private final UUID customer = world.customer("acme");
    private final EventIntake intake =
            new EventIntake(
                    world.jdbi,
                    world.meters,
                    UnknownCustomers.REFUSED,
                    new EnforcedLimits(world.meters, subscriptions),
                    world.clock);

    @Test
    void of_fifty_at_once_one_unit_below_the_limit_one_is_taken() throws Exception {
        limited("calls", "SUM", false);
        assertThat(take("first", "9")).isEqualTo("stored");
        List<String> answers = atOnce();
        assertThat(answers).hasSize(THREADS).filteredOn("stored"::equals).hasSize(1);
        assertThat(answers).filteredOn("overlimit"::equals).hasSize(THREADS - 1);
        assertThat(world.rows("meter_event")).isEqualTo(2);
        assertThat(world.rows("meter_event_key")).isEqualTo(2);
    }

    private List<String> atOnce() throws InterruptedException, ExecutionException {
        CountDownLatch start = new CountDownLatch(1);
        List<String> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<String>> sent = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                String key = "at-once-" + i;
                sent.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    return take(key, "1");
                                }));
            }
            start.countDown();
            for (Future<String> one : sent) answers.add(one.get());
        }
        return answers;
    }

    @Test
    void each_event_of_a_batch_is_taken_if_it_fits_by_itself() {
        limited("calls", "SUM", false);
        List<IncomingEvent> batch =
                List.of(
                        event("a", "3"),
                        event("b", "3"),
                        event("c", "3"),
                        event("d", "3"),
                        event("e", "1"),
                        event("f", "1"),
                        event("d", "3"));
        assertThat(intake.take(batch).stream().map(EnforcedLimitsTest::shown))
                .containsExactly(
                        "stored",
                        "stored",
                        "stored",
                        "overlimit",
                        "stored",
                        "overlimit",
                        "overlimit");
    }

    @Test
    void what_was_taken_is_repeated_also_at_the_limit() {
        limited("calls", "SUM", false);
        Taken first = intake.take(List.of(event("a", "10"))).getFirst();
        Taken again = intake.take(List.of(event("a", "10"))).getFirst();
        assertThat(first).isInstanceOf(Taken.Stored.class);
        assertThat(again)
                .isInstanceOfSatisfying(
                        Taken.Repeated.class,
                        one -> assertThat(one.event()).isEqualTo(((Taken.Stored) first).event()));
        assertThat(take("b", "0.000001")).isEqualTo("overlimit");
    }

    @Test
    void what_was_refused_may_come_again_in_the_next_period() {
        limited("calls", "SUM", false);
        assertThat(take("a", "10")).isEqualTo("stored");
        assertThat(take("b", "1")).isEqualTo("overlimit");
        world.now = world.now.plus(Duration.ofDays(32));
        assertThat(take("b", "1")).isEqualTo("stored");
    }

    @Test
    void what_adds_nothing_to_a_maximum_passes_no_limit() {
        limited("calls", "MAX", false);
        assertThat(take("a", "10")).isEqualTo("stored");
        assertThat(take("b", "7")).isEqualTo("stored");
        assertThat(take("c", "11")).isEqualTo("overlimit");
    }

    @Test
    void a_soft_limit_takes_everything() {
        limited("calls", "SUM", true);
        assertThat(take("a", "10")).isEqualTo("stored");
        assertThat(take("b", "1")).isEqualTo("stored");
    }

    @Test
    void a_hard_limit_takes_everything_where_the_meter_does_not_enforce_it() {
        StoredFeature feature = world.meter("calls", "SUM", "n");
        permit(feature, false);
        assertThat(take("a", "11")).isEqualTo("stored");
    }

    private void limited(String name, String aggregation, boolean soft) {
        StoredFeature feature = world.meter(name, aggregation, "n");
        MeterChange change =
                new MeterChange(
                        Change.kept(),
                        Change.kept(),
                        Change.kept(),
                        Change.kept(),
                        Change.kept(),
                        Change.to(true));
        world.features.update(
                EventWorld.OWNER,
                feature.id(),
                new FeatureChange(Change.kept(), Change.kept(), change));
        permit(feature, soft);
    }

    private void permit(StoredFeature feature, boolean soft) {
        BillingPlan plan =
                new BillingPlans(world.jdbi, world.clock)
                        .create(
                                EventWorld.OWNER,
                                NewPlan.monthly("Ten", PlanType.HYBRID),
                                OPERATOR);
        contents.entitle(
                plan.id(), feature.id(), Permission.upTo("10", soft, ResetPeriod.MONTH), OPERATOR);
        subscriptions.create(NewSubscription.of(customer, plan.id()), OPERATOR);
    }

    private IncomingEvent event(String key, String number) {
        return world.event(key, "acme", "calls", "n", number);
    }

    private String take(String key, String number) {
        return shown(intake.take(List.of(event(key, number))).getFirst());
    }

    private static String shown(Taken taken) {
        return taken.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
