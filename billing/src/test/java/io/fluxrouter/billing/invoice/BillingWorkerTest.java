package io.fluxrouter.billing.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.subscription.Subscription;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class BillingWorkerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final InvoiceWorld world = new InvoiceWorld("2026-01-01T00:00:00Z");

    @Test
    void it_bills_at_its_start_all_months_that_it_slept() {
        Subscription one = world.subscribe(world.hybrid("10", "1"));
        world.at("2026-04-02T00:00:00Z");
        try (BillingWorker worker =
                BillingWorker.start(world.run(Steps.NONE), world.plans.clock)) {
            assertThat(worker).isNotNull();
            await(() -> world.of(one).size() == 3);
        }
        assertThat(world.of(one))
                .extracting(invoice -> invoice.subject().periodNumber())
                .containsExactlyInAnyOrder(1, 2, 3);
        assertThat(world.findings()).isEmpty();
    }

    private static void await(BooleanSupplier done) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
