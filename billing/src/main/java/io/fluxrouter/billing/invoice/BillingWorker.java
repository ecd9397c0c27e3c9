package io.fluxrouter.billing.invoice;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bills everybody who lives on the clock of the world: all that is due at its start and every hour
 * (REFERENCE 2.6); every minute it makes drafts final whose grace is over, and marks what is
 * overdue. Each node may have one: they take different invoices. A worker that slept for months
 * makes each period's invoice.
 *
 * <p>Threads: one of its own. A failure is logged, and tried again a minute later.
 */
public final class BillingWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BillingWorker.class);

    private static final Duration WHOLE_ROUND = Duration.ofHours(1);
    private static final Duration SMALL_ROUND = Duration.ofMinutes(1);
    private static final Duration CLOSING = Duration.ofSeconds(30);

    private final InvoiceRun run;
    private final InstantSource clock;
    private final Thread thread;
    private volatile boolean closing;

    private BillingWorker(InvoiceRun run, InstantSource clock) {
        this.run = run;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("billing").daemon().unstarted(this::run);
    }

    public static BillingWorker start(InvoiceRun run, InstantSource clock) {
        BillingWorker worker = new BillingWorker(run, clock);
        worker.thread.start();
        return worker;
    }

    private void run() {
        long wholeAt = System.nanoTime();
        while (!closing) {
            boolean whole = System.nanoTime() - wholeAt >= 0;
            boolean done = round(whole);
            if (whole && done) wholeAt = System.nanoTime() + WHOLE_ROUND.toNanos();
            if (!closing) LockSupport.parkNanos(this, SMALL_ROUND.toNanos());
        }
    }

    private boolean round(boolean whole) {
        try {
            if (whole) run.runAll(clock.instant(), Whose.EVERYBODY);
            else run.settleDue(clock.instant(), Whose.EVERYBODY);
            return true;
        } catch (RuntimeException failure) {
            if (!closing) LOG.warn("billing fails and is tried again", failure);
            return false;
        }
    }

    /** Ends with the invoice that is being made. */
    @Override
    public void close() {
        closing = true;
        run.stop();
        LockSupport.unpark(thread);
        try {
            if (!thread.join(CLOSING)) LOG.warn("billing did not stop within {}", CLOSING);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
