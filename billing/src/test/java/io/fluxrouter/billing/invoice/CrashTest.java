package io.fluxrouter.billing.invoice;

import static io.fluxrouter.billing.invoice.InvoiceWorld.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.billing.invoice.Steps.Step;
import io.fluxrouter.billing.subscription.Subscription;
import io.fluxrouter.core.invoice.InvoiceStatus;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The worker dies at each marked moment; another takes over and nothing is twice or missing. */
class CrashTest {
    private final InvoiceWorld world = new InvoiceWorld("2026-01-01T00:00:00Z");

    /** What ends a worker: no invoice can catch it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    @ParameterizedTest
    @EnumSource
    void one_invoice_whenever_the_worker_dies(Step last) {
        Subscription one = world.subscribe(world.hybrid("5", "1"));
        Subscription other = world.subscribe(world.hybrid("6", "1"));
        world.call(one.customerId(), "2026-01-01T00:00:00Z", "3");
        AtomicBoolean alive = new AtomicBoolean(true);
        InvoiceRun dying =
                world.run(
                        (step, invoice) -> {
                            if (step == last && alive.getAndSet(false)) throw new Killed();
                        });
        assertThatThrownBy(
                        () -> {
                            world.at("2026-02-01T00:00:00Z");
                            dying.runAll(world.now(), Whose.EVERYBODY);
                            world.at("2026-02-01T01:00:00Z");
                            dying.runAll(world.now(), Whose.EVERYBODY);
                        })
                .isInstanceOf(Killed.class);
        world.runAll("2026-02-01T01:00:00Z");
        world.runAll("2026-02-01T02:00:00Z");
        assertThat(world.of(one)).hasSize(1);
        assertThat(lines(world.of(one).getFirst())).containsExactly("FEE 1 5.00", "USAGE 3 3.00");
        assertThat(world.of(other)).hasSize(1);
        assertThat(world.all())
                .extracting(Invoice::number)
                .containsExactlyInAnyOrder("INV-2026-0001", "INV-2026-0002");
        assertThat(world.all()).extracting(Invoice::status).containsOnly(InvoiceStatus.OPEN);
        assertThat(world.count("SELECT count(*) FROM webhook_event WHERE type LIKE 'invoice.%'"))
                .isEqualTo(4);
        assertThat(world.findings()).isEmpty();
    }
}
