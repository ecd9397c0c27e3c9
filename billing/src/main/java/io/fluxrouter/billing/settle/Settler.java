package io.fluxrouter.billing.settle;

import io.fluxrouter.billing.journal.Journal;
import io.fluxrouter.billing.journal.JournalBatch;
import io.fluxrouter.billing.journal.JournalPosition;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ships a node's journal to PostgreSQL, each event exactly once, for as long as it is open. A
 * failure is retried for ever; after one, the database is asked how far it got, as a commit may
 * have come through whose answer did not.
 *
 * <p>Threads: one of its own does all the work. All methods are safe for all threads.
 */
public final class Settler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Settler.class);

    // Larger batches settle hardly faster and hold the accounts' locks longer.
    private static final int MAX_EVENTS = 2_000;
    // So that a steady load makes 50 transactions a second, whatever its rate; readers wait no
    // longer.
    private static final Duration LINGER = Duration.ofMillis(20);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(30);

    private final SettleBatch batches;
    private final Journal journal;
    private final Progress progress;
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean idle;

    // Only the settler's thread touches these.
    private @Nullable JournalPosition position;
    private boolean suspicious;
    private Duration pause = SHORTEST_PAUSE;

    private Settler(Jdbi jdbi, UUID nodeId, Journal journal, InstantSource clock) {
        this.batches = new SettleBatch(jdbi, clock, nodeId);
        this.journal = journal;
        this.progress = new Progress(journal.end());
        this.thread = Thread.ofPlatform().name("settler").daemon().unstarted(this::run);
    }

    /** Begins where the database says the node's journal was settled up to. */
    public static Settler start(Jdbi jdbi, UUID nodeId, Journal journal, InstantSource clock) {
        Settler settler = new Settler(jdbi, nodeId, journal, clock);
        journal.onAppend(settler::wake);
        settler.thread.start();
        return settler;
    }

    public SettlerHealth health() {
        return progress.health();
    }

    /**
     * Waits until everything before the position is settled; false if the limit passed first. What
     * a dead node had leased may be freed only after this was true for its whole journal.
     */
    public boolean awaitSettled(JournalPosition end, Duration limit) throws InterruptedException {
        return progress.await(end, limit);
    }

    /** Settles what the journal holds, unless the database is away, and stops. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            if (!thread.join(CLOSING)) LOG.warn("the settler did not stop within {}", CLOSING);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void wake() {
        progress.appended();
        if (idle) LockSupport.unpark(thread);
    }

    private void run() {
        boolean open = true;
        while (open) {
            long appended = progress.appendedSoFar();
            try {
                int settled = settleNext();
                if (progress.succeeded()) LOG.info("settling goes on");
                pause = SHORTEST_PAUSE;
                open = settled > 0 || !closing;
                if (settled < MAX_EVENTS) rest(settled, appended);
            } catch (RuntimeException | SQLException failure) {
                open = !closing;
                retryAfter(failure);
            }
        }
    }

    /** Settles a batch, and returns how many events it had; 0 at the journal's end. */
    private int settleNext() throws SQLException {
        JournalPosition from = position == null ? batches.position() : position;
        position = from;
        JournalBatch batch = journal.read(from, MAX_EVENTS);
        progress.begins(from, batch);
        if (batch.next().equals(from)) return 0;
        if (!batches.run(from, batch.next(), batch.events(), suspicious)) {
            throw new IllegalStateException("another settler moved the position from " + from);
        }
        position = batch.next();
        suspicious = false;
        progress.settled(batch);
        journal.discardBefore(batch.next());
        return batch.events().size();
    }

    private void rest(int settled, long appended) {
        if (closing) return;
        if (settled > 0) {
            LockSupport.parkNanos(LINGER.toNanos());
            return;
        }
        idle = true;
        // Whoever appends after this look finds us idle, and wakes us.
        if (progress.appendedSoFar() == appended && !closing) {
            LockSupport.parkNanos(this, LONGEST_SLEEP.toNanos());
        }
        idle = false;
        LockSupport.parkNanos(LINGER.toNanos());
    }

    private void retryAfter(Exception failure) {
        position = null;
        suspicious = true;
        if (progress.failed(failure)) LOG.warn("settling fails and is retried", failure);
        if (closing) return;
        LockSupport.parkNanos(pause.toNanos());
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }
}
