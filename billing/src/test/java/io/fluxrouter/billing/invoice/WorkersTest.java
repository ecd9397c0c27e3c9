package io.fluxrouter.billing.invoice;

import static io.fluxrouter.billing.invoice.InvoiceWorld.AUTHOR;
import static io.fluxrouter.billing.invoice.InvoiceWorld.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.plan.ChargePricing;
import io.fluxrouter.billing.subscription.Subscription;
import io.fluxrouter.core.invoice.InvoiceStatus;
import io.fluxrouter.core.rating.DimensionPrices;
import io.fluxrouter.core.rating.IncludedUnits;
import io.fluxrouter.core.rating.Price;
import io.fluxrouter.core.rating.SpendBounds;
import io.fluxrouter.core.refusal.ApiError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several at once. */
class WorkersTest {
    private static final int SUBSCRIPTIONS = 200;

    private final InvoiceWorld world = new InvoiceWorld("2026-01-01T00:00:00Z");

    @Test
    void two_workers_make_one_invoice_each_with_numbers_without_gaps() throws Exception {
        BillingPlan plan = world.hybrid("5", "1");
        for (int i = 0; i < SUBSCRIPTIONS; i++) world.subscribe(plan);
        for (String time : List.of("2026-02-01T00:00:00Z", "2026-02-01T01:00:00Z")) {
            world.at(time);
            Callable<Boolean> worker =
                    () -> {
                        world.run(Steps.NONE).runAll(world.now(), Whose.EVERYBODY);
                        return true;
                    };
            together(List.of(worker, worker));
        }
        assertThat(world.count("SELECT count(DISTINCT subscription_id) FROM invoice"))
                .isEqualTo(SUBSCRIPTIONS);
        assertThat(world.count("SELECT count(*) FROM invoice")).isEqualTo(SUBSCRIPTIONS);
        assertThat(numbers())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, SUBSCRIPTIONS).boxed().toList());
        assertThat(world.findings()).isEmpty();
    }

    @Test
    void of_many_made_together_only_the_one_that_fails_stays_behind() {
        BillingPlan plan = world.hybrid("5", "1");
        for (int i = 0; i < 60; i++) world.subscribe(plan);
        Subscription failing = world.subscribe(world.hybrid("5", ofEuropeOnly()));
        world.at("2026-01-10T00:00:00Z");
        world.call(failing.customerId(), "2026-01-10T00:00:00Z", "11", "us");
        world.at("2026-01-01T00:00:00Z");
        for (int i = 0; i < 60; i++) world.subscribe(plan);

        world.runAll("2026-02-01T00:00:00Z");

        assertThat(world.count("SELECT count(*) FROM invoice")).isEqualTo(120);
        assertThat(world.of(failing)).isEmpty();
        assertThat(
                        world.count(
                                "SELECT count(*) FROM subscription_period WHERE invoiced_at IS NULL"
                                        + " AND number = 1"))
                .isEqualTo(1);
    }

    /** What is not sold any more: usage elsewhere has no price. */
    private static ChargePricing ofEuropeOnly() {
        Price price = new Price.PerUnit(BigDecimal.ONE);
        DimensionPrices.Case europe = new DimensionPrices.Case(Map.of("region", "eu"), price);
        return new ChargePricing(
                new DimensionPrices(List.of(europe), Optional.empty()),
                IncludedUnits.NONE,
                SpendBounds.NONE);
    }

    @Test
    void of_pay_and_void_at_once_one_wins() throws Exception {
        BillingPlan plan = world.hybrid("5", "1");
        for (int i = 0; i < 10; i++) world.subscribe(plan);
        world.runAll("2026-02-01T00:00:00Z");
        world.runAll("2026-02-01T01:00:00Z");
        for (Invoice invoice : world.all()) {
            UUID id = invoice.id();
            List<Boolean> done =
                    together(
                            List.of(
                                    allowed(
                                            () ->
                                                    world.invoices.pay(
                                                            OWNER,
                                                            id,
                                                            Optional.empty(),
                                                            null,
                                                            AUTHOR)),
                                    allowed(() -> world.invoices.makeVoid(OWNER, id, null, AUTHOR)),
                                    allowed(() -> world.invoices.finalizeNow(OWNER, id, AUTHOR))));
            assertThat(done.subList(0, 2)).containsExactlyInAnyOrder(true, false);
            assertThat(done.getLast()).isFalse();
            Invoice after = world.invoices.get(OWNER, id);
            assertThat(after.status())
                    .isEqualTo(done.getFirst() ? InvoiceStatus.PAID : InvoiceStatus.VOID);
            assertThat(after.amounts().paid()).isEqualByComparingTo(done.getFirst() ? "5" : "0");
        }
        assertThat(world.findings()).isEmpty();
    }

    @Test
    void two_invoices_paid_at_once_bring_the_subscription_back() throws Exception {
        Subscription one = world.subscribe(world.hybrid("5", "1"));
        for (String day : List.of("2026-02-01", "2026-03-01")) {
            world.runAll(day + "T00:00:00Z");
            world.runAll(day + "T01:00:00Z");
        }
        world.runAll("2026-04-15T00:00:00Z");
        List<Callable<Boolean>> payments = new ArrayList<>();
        for (Invoice invoice : world.of(one)) {
            if (invoice.status() != InvoiceStatus.OPEN) continue;
            payments.add(
                    allowed(
                            () ->
                                    world.invoices.pay(
                                            OWNER,
                                            invoice.id(),
                                            Optional.of(new BigDecimal("5.00")),
                                            null,
                                            AUTHOR)));
        }
        assertThat(together(payments)).containsExactly(true, true);
        assertThat(world.plans.subscriptions.get(one.id()).status()).hasToString("ACTIVE");
    }

    private static Callable<Boolean> allowed(Callable<?> move) {
        return () -> {
            try {
                move.call();
                return true;
            } catch (ApiError refused) {
                return false;
            }
        };
    }

    private static List<Boolean> together(List<Callable<Boolean>> tasks)
            throws InterruptedException, ExecutionException {
        List<Boolean> answers = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(tasks.size())) {
            for (Future<Boolean> answer : pool.invokeAll(tasks)) answers.add(answer.get());
        }
        return answers;
    }

    private List<Integer> numbers() {
        return world.plans.jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        "SELECT number_sequence FROM invoice ORDER BY"
                                                + " number_sequence")
                                .mapTo(Integer.class)
                                .list());
    }
}
