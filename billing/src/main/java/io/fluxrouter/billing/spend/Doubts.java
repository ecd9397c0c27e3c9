package io.fluxrouter.billing.spend;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accounts of which a lease was asked for and no answer came. Each is looked at once a second until
 * its statement cannot be running any more: it may have been carried out, it may still be.
 *
 * <p>Threads: {@link #add} is safe for all; one virtual thread looks.
 */
final class Doubts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Doubts.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Longer than the server lets a statement run, so that the last look sees its end. */
    private static final Duration DOUBTFUL = Duration.ofSeconds(40);

    private final Map<UUID, Long> sinceNanoTime = new HashMap<>();
    private final Predicate<UUID> look;
    private final Thread thread;

    /**
     * @param look compares the account with what was told; false if it must be looked at again
     */
    Doubts(Predicate<UUID> look) {
        this.look = look;
        this.thread = Thread.ofVirtual().name("lease-doubts").start(this::run);
    }

    synchronized void add(UUID account) {
        sinceNanoTime.put(account, System.nanoTime());
        notifyAll();
    }

    /** Whatever is still in doubt is free again at the node's next start. */
    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                awaitAny().forEach(this::lookAt);
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException closed) {
            LOG.debug("closed");
        }
    }

    private synchronized Map<UUID, Long> awaitAny() throws InterruptedException {
        while (sinceNanoTime.isEmpty()) wait();
        return Map.copyOf(sinceNanoTime);
    }

    private void lookAt(UUID account, long since) {
        boolean late = System.nanoTime() - since > DOUBTFUL.toNanos();
        try {
            if (look.test(account) && late) remove(account, since);
        } catch (RuntimeException failure) {
            LOG.warn("cannot look for a lost lease yet: {}", failure.toString());
        }
    }

    /** Unless it was added again meanwhile. */
    private synchronized void remove(UUID account, long since) {
        sinceNanoTime.remove(account, since);
    }
}
