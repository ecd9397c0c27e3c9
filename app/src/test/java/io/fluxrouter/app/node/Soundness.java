package io.fluxrouter.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.App;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What must hold when a node is at rest. */
final class Soundness {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private Soundness() {}

    static void check(App app) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        // A stream whose caller left is still read for its usage, for a while.
        while (app.cells().openHolds() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        assertThat(app.cells().openHolds()).as("open holds").isZero();
        app.settle();
        assertThat(app.verify()).as("findings in the books").isEmpty();
    }
}
