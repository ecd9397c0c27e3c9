package io.fluxrouter.billing.event;

import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes single events of many senders, all that have come while the last commit ran in one commit:
 * the more come at once, the cheaper is each. Nobody is answered before the commit.
 *
 * <p>Threads: {@link #take} blocks and is safe for all; one thread commits.
 */
public final class EventCommitter implements AutoCloseable {
    /** Few enough that a commit stays a matter of some ten milliseconds. */
    private static final int BATCH_MAX = 1_000;

    /** About two seconds of work; more senders than that are turned away at once. */
    private static final int WAITING_MAX = 20_000;

    /**
     * How long a commit waits at most for as many events as the last one had: their senders are
     * about to send the next. A commit of few costs the database almost as much as one of many.
     */
    private static final long GATHERING_NANOS = 3_000_000;

    private static final long LOOK_NANOS = 500_000;

    /** How long the end may take to be noticed. */
    private static final long IDLE_MILLIS = 50;

    private final EventIntake intake;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(WAITING_MAX);
    private final Thread thread;
    private volatile boolean closed;

    private record Waiting(IncomingEvent event, CompletableFuture<Taken> answer) {}

    private EventCommitter(EventIntake intake) {
        this.intake = intake;
        this.thread = Thread.ofPlatform().daemon().name("event-committer").unstarted(this::run);
    }

    public static EventCommitter start(EventIntake intake) {
        EventCommitter committer = new EventCommitter(intake);
        committer.thread.start();
        return committer;
    }

    /**
     * Returns when the event is stored for good, or will not be.
     *
     * @throws ApiError SERVER_BUSY if too many wait already, or the program ends
     */
    public Taken take(IncomingEvent event) {
        Waiting waiting = new Waiting(event, new CompletableFuture<>());
        if (closed || !queue.offer(waiting)) throw busy();
        // The thread may have ended between the two.
        if (closed && !thread.isAlive() && queue.remove(waiting)) throw busy();
        try {
            return waiting.answer().join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) throw cause;
            throw failure;
        }
    }

    private static ApiError busy() {
        return ApiError.of(Refusal.SERVER_BUSY, "Too many events at once. Try again soon.")
                .withHeader("Retry-After", "1");
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>(BATCH_MAX);
        try {
            while (true) {
                int expected = batch.size();
                batch.clear();
                Waiting first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (first == null && closed) return;
                if (first == null) continue;
                batch.add(first);
                gather(expected - 1);
                queue.drainTo(batch, BATCH_MAX - 1);
                commit(batch);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** One that comes alone, after one that came alone, waits for nobody. */
    private void gather(int expected) {
        long start = System.nanoTime();
        while (queue.size() < expected && System.nanoTime() - start < GATHERING_NANOS && !closed) {
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
    }

    private void commit(List<Waiting> batch) {
        try {
            List<Taken> answers = intake.take(batch.stream().map(Waiting::event).toList());
            for (int i = 0; i < batch.size(); i++) batch.get(i).answer().complete(answers.get(i));
        } catch (RuntimeException failure) {
            if (batch.size() > 1 && EventIntake.isAboutData(failure)) {
                // One of them cannot be stored, and must not take the others with it.
                batch.forEach(waiting -> commit(List.of(waiting)));
            } else {
                batch.forEach(waiting -> waiting.answer().completeExceptionally(failure));
            }
        }
    }

    /** Commits what waits; what comes after that is refused. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        queue.forEach(waiting -> waiting.answer().completeExceptionally(busy()));
    }
}
