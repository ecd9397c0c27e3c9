package io.fluxrouter.billing.webhook;

import io.fluxrouter.billing.secret.SecretBox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends deliveries that are due, at least once each. A delivery is claimed, sent, and then marked:
 * a node that dies in between leaves a claim that runs out, and the delivery goes out again with
 * the same ids and bytes. Any number of nodes share the work.
 *
 * <p>Threads: the worker's own does all that concerns the database, and each attempt runs on a
 * virtual thread, which holds no connection while it waits for a receiver.
 */
public final class DeliveryWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorker.class);

    /** How long a stopping node waits for attempts under way, so that they are not made twice. */
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private static final Duration COUNTING = Duration.ofSeconds(5);

    private static final Duration PURGING = Duration.ofMinutes(10);

    /** How long what came of a delivery can be read, and the event sent again. */
    public static final Duration KEPT = Duration.ofDays(30);

    private final Jdbi jdbi;
    private final Sender sender;
    private final SendLimits limits;
    private final InstantSource clock;
    private final SendListener listener;
    private final Thread thread;

    private final BlockingQueue<SendResult> arrived = new LinkedBlockingQueue<>();

    /** Results not stored yet: those of a moment, or more while the database is away. */
    private final List<SendResult> unmarked = new ArrayList<>();

    private final Map<UUID, Integer> sending = new HashMap<>();

    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile long waiting;
    private volatile boolean closed;
    private long countedAt = System.nanoTime() - COUNTING.toNanos();
    private long purgedAt = System.nanoTime() - PURGING.toNanos();

    /** What a worker needs. */
    public record Parts(Jdbi jdbi, SecretBox box, Reach reach, InstantSource clock) {}

    DeliveryWorker(Parts parts, SendLimits limits, SendListener listener) {
        this.jdbi = parts.jdbi();
        this.sender = new Sender(parts.box(), parts.reach(), limits, parts.clock());
        this.limits = limits;
        this.clock = parts.clock();
        this.listener = listener;
        this.thread = Thread.ofPlatform().daemon().name("webhooks").unstarted(this::run);
    }

    public static DeliveryWorker start(Parts parts, SendLimits limits, SendListener listener) {
        DeliveryWorker worker = new DeliveryWorker(parts, limits, listener);
        worker.thread.start();
        return worker;
    }

    /** Attempts of this node that are under way. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Deliveries of all nodes that wait for an attempt, as counted a few seconds ago. */
    public long waiting() {
        return waiting;
    }

    private void run() {
        boolean troubled = false;
        while (!closed) {
            try {
                boolean more = round();
                troubled = false;
                if (!more) await(limits.poll());
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException failure) {
                if (!troubled && !closed) LOG.warn("webhooks wait: {}", failure.toString());
                troubled = true;
                pause();
            }
        }
    }

    /** Stores what came and sends what is due; whether there may be more to send at once. */
    private boolean round() {
        mark();
        int room = limits.inAll() - inFlight.get();
        if (room <= 0) return false;
        List<Claimed> due =
                jdbi.inTransaction(
                        tx -> ClaimRows.take(tx, clock.instant(), limits, sending, room));
        due.forEach(this::launch);
        if (isTime(countedAt, COUNTING)) count();
        if (isTime(purgedAt, PURGING)) purge();
        return due.size() == room;
    }

    private void launch(Claimed delivery) {
        sending.merge(delivery.target().endpointId(), 1, Integer::sum);
        inFlight.incrementAndGet();
        Thread.ofVirtual().name("webhook").start(() -> arrived.add(sender.send(delivery)));
    }

    private void mark() {
        drain();
        if (unmarked.isEmpty()) return;
        jdbi.useTransaction(tx -> ClaimRows.mark(tx, unmarked));
        unmarked.forEach(this::report);
        unmarked.clear();
    }

    private void report(SendResult result) {
        listener.attempted(result.status(), result.took());
        if (result.status() == DeliveryStatus.FAILED) {
            LOG.warn(
                    "webhook delivery {} failed for good: {}",
                    result.delivery().id(),
                    result.error());
        }
    }

    private void drain() {
        for (SendResult next = arrived.poll(); next != null; next = arrived.poll()) note(next);
    }

    private void await(Duration limit) throws InterruptedException {
        SendResult next = arrived.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null) note(next);
    }

    private void note(SendResult result) {
        unmarked.add(result);
        inFlight.decrementAndGet();
        sending.computeIfPresent(
                result.delivery().target().endpointId(),
                (id, number) -> number == 1 ? null : number - 1);
    }

    private static boolean isTime(long last, Duration every) {
        return System.nanoTime() - last >= every.toNanos();
    }

    /** A bounded part at a time: sending comes first. */
    private void purge() {
        Instant before = clock.instant().minus(KEPT);
        boolean more = jdbi.inTransaction(tx -> OldRows.purge(tx, before));
        if (!more) purgedAt = System.nanoTime();
    }

    private void count() {
        waiting = jdbi.withHandle(ClaimRows::waiting);
        countedAt = System.nanoTime();
    }

    private void pause() {
        try {
            await(limits.poll());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    /** Takes no more, waits a moment for attempts under way, and stores what they came to. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
            long end = System.nanoTime() + FAREWELL.toNanos();
            while (inFlight.get() > 0 && System.nanoTime() < end) await(Duration.ofMillis(50));
            mark();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.warn("webhooks will be sent again: {}", failure.toString());
        } finally {
            sender.close();
        }
    }
}
