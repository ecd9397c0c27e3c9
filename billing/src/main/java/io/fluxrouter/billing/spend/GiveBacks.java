package io.fluxrouter.billing.spend;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Money on its way back to its accounts. Amounts for one account join while they wait; a batch is
 * tried until it has arrived, and arrives once: a commit without an answer is looked up before it
 * is repeated.
 *
 * <p>Threads: {@link #add} is safe for all and does not wait for the database; one virtual thread
 * delivers.
 */
final class GiveBacks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GiveBacks.class);

    private static final int BATCH = 256;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** How long closing waits for what is still on its way; the next start frees the rest. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final LeaseRows rows;
    private final Map<UUID, Long> waiting = new LinkedHashMap<>();
    private final Thread thread;
    private boolean delivering;

    GiveBacks(LeaseRows rows) {
        this.rows = rows;
        this.thread = Thread.ofVirtual().name("lease-give-back").start(this::run);
    }

    synchronized void add(UUID account, long nanos) {
        waiting.merge(account, nanos, Math::addExact);
        notifyAll();
    }

    /** Waits a moment for the last amounts to arrive, then gives up on them. */
    @Override
    public void close() {
        try {
            awaitEmpty(FAREWELL);
            thread.interrupt();
            thread.join(FAREWELL);
        } catch (InterruptedException stop) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void awaitEmpty(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (delivering || !waiting.isEmpty()) {
            long millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (millis <= 0) return;
            wait(millis);
        }
    }

    private void run() {
        try {
            while (true) {
                deliver(next());
                delivered();
            }
        } catch (InterruptedException closed) {
            LOG.debug("closed");
        }
    }

    private synchronized Map<UUID, Long> next() throws InterruptedException {
        while (waiting.isEmpty()) wait();
        Map<UUID, Long> batch = new HashMap<>();
        Iterator<Map.Entry<UUID, Long>> entries = waiting.entrySet().iterator();
        while (entries.hasNext() && batch.size() < BATCH) {
            Map.Entry<UUID, Long> entry = entries.next();
            batch.put(entry.getKey(), entry.getValue());
            entries.remove();
        }
        delivering = true;
        return batch;
    }

    private synchronized void delivered() {
        delivering = false;
        notifyAll();
    }

    private void deliver(Map<UUID, Long> batch) throws InterruptedException {
        Delivery delivery = new Delivery(batch);
        for (Duration pause = FIRST_PAUSE; !delivery.attempt(); pause = longer(pause)) {
            Thread.sleep(pause);
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /** One batch and the transaction that may have brought it home. */
    private final class Delivery {
        private final Map<UUID, Long> batch;
        private @Nullable String transaction;

        Delivery(Map<UUID, Long> batch) {
            this.batch = batch;
        }

        /**
         * True when the money has arrived. Whatever fails is tried again: the money must not be
         * lost.
         */
        boolean attempt() {
            try {
                String doubtful = transaction;
                if (doubtful != null) {
                    LeaseRows.Outcome outcome = rows.outcome(doubtful);
                    if (outcome != LeaseRows.Outcome.ABORTED) {
                        return outcome == LeaseRows.Outcome.COMMITTED;
                    }
                }
                rows.giveBack(batch, id -> transaction = id);
                return true;
            } catch (RuntimeException failure) {
                LOG.warn(
                        "leases of {} accounts not given back yet: {}",
                        batch.size(),
                        failure.toString());
                return false;
            }
        }
    }
}
