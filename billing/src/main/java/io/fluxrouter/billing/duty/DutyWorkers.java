package io.fluxrouter.billing.duty;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does duties until it is closed.
 *
 * <p>Threads: a virtual one for each duty, so that one that waits for somebody keeps no other. A
 * failure is logged, and the duty rests a while.
 */
public final class DutyWorkers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DutyWorkers.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final List<Thread> threads;
    private volatile boolean closed;

    private DutyWorkers(List<Duty> duties) {
        this.threads =
                duties.stream()
                        .map(
                                duty ->
                                        Thread.ofVirtual()
                                                .name("duty-" + duty.name())
                                                .unstarted(() -> run(duty)))
                        .toList();
    }

    public static DutyWorkers start(List<Duty> duties) {
        DutyWorkers workers = new DutyWorkers(duties);
        workers.threads.forEach(Thread::start);
        return workers;
    }

    private void run(Duty duty) {
        while (!closed) {
            Duration rest = round(duty);
            if (!closed) LockSupport.parkNanos(rest.toNanos());
        }
    }

    private Duration round(Duty duty) {
        try {
            boolean more = true;
            while (more && !closed) more = duty.next();
            return duty.every();
        } catch (RuntimeException failure) {
            if (!closed) LOG.warn("{} fails and is tried again", duty.name(), failure);
            return PAUSE;
        }
    }

    /** Ends each duty with the piece that is under way. */
    @Override
    public void close() {
        closed = true;
        threads.forEach(LockSupport::unpark);
        try {
            for (Thread thread : threads) {
                if (!thread.join(CLOSING)) LOG.warn("{} did not end", thread.getName());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
