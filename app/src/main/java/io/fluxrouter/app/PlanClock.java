package io.fluxrouter.app;

import io.fluxrouter.billing.subscription.Subscriptions;
import io.fluxrouter.billing.terms.CustomerTerms;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets subscriptions begin, turn and end within a second of their time, so that the gateway goes by
 * the plan a customer is on. Every node has one; what one does, the others find done.
 */
final class PlanClock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PlanClock.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    /** After a failure: whatever is wrong will not be right in a second. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final Subscriptions subscriptions;
    private final Thread thread;
    private volatile boolean closed;

    private PlanClock(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.subscriptions = new Subscriptions(jdbi, clock);
        this.thread = Thread.ofVirtual().name("plan-clock").unstarted(this::run);
    }

    static PlanClock start(Jdbi jdbi, InstantSource clock) {
        PlanClock planClock = new PlanClock(jdbi, clock);
        planClock.thread.start();
        return planClock;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) LockSupport.parkNanos(tick().toNanos());
    }

    private Duration tick() {
        try {
            boolean more = true;
            while (more && !closed) more = subscriptions.turnNext();
            CustomerTerms.beginDue(jdbi, clock.instant());
            return TICK;
        } catch (RuntimeException failure) {
            if (!closed) LOG.warn("subscriptions are not turned: {}", failure.toString());
            return PAUSE;
        }
    }
}
