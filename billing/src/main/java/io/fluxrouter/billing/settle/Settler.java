package io.fluxrouter.billing.settle;

import io.fluxrouter.billing.journal.Journal;
import io.fluxrouter.billing.journal.JournalBatch;
import io.fluxrouter.billing.journal.JournalPosition;
import java.io.UncheckedIOException;
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
 * have come through whose answer did not. An event that alone makes its batch fail for what is in
 * it is set aside, so that the rest goes on.
 *
 * <p>Threads: one of its own writes, while another prepares the next batch of a backlog. All
 * methods are safe for all threads.
 */
public final class Settler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Settler.class);

    // A batch costs about the same however few events it has, so where nobody waits for it there
    // are ten a second. Reports ask and wait.
    private static final Duration LINGER = Duration.ofMillis(100);
    private static final Duration SHORT_LINGER = Duration.ofMillis(20);
    private static final int MANY = 2_000;
    // After a failure: usage that cannot be settled seldom comes alone.
    private static final int CAREFUL_BATCHES = 10;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(30);

    private final SettleBatch batches;
    private final ReadAhead ahead;
    private final Journal journal;
    private final Progress progress;
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean idle;

    // Only the settler's thread touches these.
    private @Nullable JournalPosition position;
    private int careful;
    private final BatchSize size = new BatchSize();
    private int tried;
    private @Nullable Hopeless hopeless;
    private Duration pause = SHORTEST_PAUSE;

    /** An event that can never be settled, by its place in the journal. */
    private record Hopeless(JournalPosition from, String reason) {}

    private Settler(
            Jdbi jdbi, UUID nodeId, Journal journal, InstantSource clock, SettleListener listener) {
        this.batches = new SettleBatch(jdbi, clock, nodeId, listener);
        this.ahead = new ReadAhead(journal, new SettlementIds(jdbi));
        this.journal = journal;
        this.progress = new Progress(journal.end());
        this.thread = Thread.ofPlatform().name("settler").daemon().unstarted(this::run);
    }

    /** Begins where the database says the node's journal was settled up to. */
    public static Settler start(Jdbi jdbi, UUID nodeId, Journal journal, InstantSource clock) {
        return start(jdbi, nodeId, journal, clock, SettleListener.NONE);
    }

    public static Settler start(
            Jdbi jdbi, UUID nodeId, Journal journal, InstantSource clock, SettleListener listener) {
        Settler settler = new Settler(jdbi, nodeId, journal, clock, listener);
        journal.onAppend(settler::wake);
        settler.thread.start();
        return settler;
    }

    public SettlerHealth health() {
        return progress.health(journal::bytesBehind);
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
                boolean more = size.isFull(settled);
                size.settled(settled);
                open = settled > 0 || !closing;
                if (!more) rest(settled, appended);
            } catch (RuntimeException | SQLException failure) {
                open = !closing;
                retryAfter(failure);
            } catch (InterruptedException stop) {
                LOG.warn("the settler was interrupted and stops", stop);
                open = false;
            }
        }
    }

    /** Settles a batch, and returns how many events it had; 0 at the journal's end. */
    private int settleNext() throws SQLException, InterruptedException {
        tried = size.current();
        JournalPosition from = position == null ? batches.position() : position;
        position = from;
        Hopeless here = hopeless;
        hopeless = null;
        if (here != null && here.from().equals(from)) return setAside(here);
        PreparedBatch batch = ahead.take(from, size.current());
        tried = batch.events().size();
        progress.begins(from, batch.events());
        discardBefore(from);
        if (batch.next().equals(from)) return 0;
        if (size.isFull(tried)) ahead.begin(batch.next(), size.larger());
        moveOn(from, batches.run(batch, careful > 0), batch.next(), tried);
        return tried;
    }

    /** At a moment when nobody reads the files. One that cannot be deleted is tried again. */
    private void discardBefore(JournalPosition settled) {
        try {
            journal.discardBefore(settled);
        } catch (UncheckedIOException failure) {
            LOG.warn("a settled journal file stays for now", failure);
        }
    }

    private int setAside(Hopeless event) {
        JournalPosition from = event.from();
        JournalBatch one = journal.read(from, 1);
        moveOn(from, batches.reject(from, one, event.reason()), one.next(), one.events().size());
        return one.events().size();
    }

    private void moveOn(JournalPosition from, boolean moved, JournalPosition next, int events) {
        if (!moved) {
            throw new IllegalStateException("another settler moved the position from " + from);
        }
        position = next;
        careful = Math.max(0, careful - 1);
        progress.settled(next, events);
    }

    private void rest(int settled, long appended) {
        if (closing) return;
        if (settled == 0) {
            idle = true;
            // Whoever appends after this look finds us idle, and wakes us.
            if (progress.appendedSoFar() == appended && !closing) {
                LockSupport.parkNanos(this, LONGEST_SLEEP.toNanos());
            }
            idle = false;
        }
        long end = System.nanoTime() + LINGER.toNanos();
        do {
            LockSupport.parkNanos(SHORT_LINGER.toNanos());
        } while (System.nanoTime() < end && !closing && !progress.urgent(MANY));
    }

    private void retryAfter(Exception failure) {
        JournalPosition from = position;
        // The first time, its customer may be what is wrong; the second try looks at that.
        boolean again = tried == 1 && careful > 0;
        if (from != null && again && Failures.blameTheEvent(failure)) {
            hopeless = new Hopeless(from, Failures.text(failure));
        }
        position = null;
        careful = CAREFUL_BATCHES;
        size.failed(tried);
        if (progress.failed(failure)) LOG.warn("settling fails and is retried", failure);
        if (closing) return;
        LockSupport.parkNanos(pause.toNanos());
        if (tried > 1) return; // a smaller batch is not the same try again
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }
}
