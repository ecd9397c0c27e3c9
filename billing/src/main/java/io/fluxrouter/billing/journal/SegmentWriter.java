package io.fluxrouter.billing.journal;

import io.fluxrouter.billing.journal.JournalHealth.State;
import io.fluxrouter.core.usage.UsageEvent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The writing end: numbers events, writes them to the active file, and moves on to the next one
 * that was allocated ahead.
 *
 * <p>Threads: safe for all once {@link #begin} has returned; a short lock orders the writes.
 */
final class SegmentWriter {
    private final Room room;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock, as are all writes to the fields below.
    private final Deque<Segment> spares = new ArrayDeque<>();
    private final JournalRecord encoder = new JournalRecord();
    private final byte[] buffer = new byte[JournalRecord.MAX_BYTES];
    private final ConcurrentNavigableMap<Long, Segment> segments = new ConcurrentSkipListMap<>();
    private long nextSequence;
    private volatile @Nullable Segment active; // from the first adopt() or begin() on
    private volatile State state = State.OPEN;

    SegmentWriter(Room room, long nextSequence) {
        this.room = room;
        this.nextSequence = nextSequence;
    }

    /** Takes over a file with records. Only before {@link #begin}. */
    void adopt(Segment segment) throws IOException {
        segment.force(); // the last owner may have died before it could
        segments.put(segment.number(), segment);
        active = segment;
    }

    /** Takes a file that is to be written once the ones before it are full. */
    void addSpare(Segment segment) {
        lock.lock();
        try {
            spares.add(segment);
        } finally {
            lock.unlock();
        }
        room.change(segment.slots());
    }

    boolean hasSpare() {
        return !spares.isEmpty();
    }

    /** Begins to write in the first spare file. The adopted ones will only be read. */
    void begin() throws IOException {
        moveOn();
        closeFull();
    }

    /** Begins to write behind the last record of the last adopted file. */
    void beginInLast() throws IOException {
        room.change(active().slots());
        closeFull();
    }

    void write(UsageEvent event) throws IOException {
        lock.lock();
        try {
            if (state != State.OPEN) throw new IOException("the journal is " + state);
            int size = encoder.encode(buffer, nextSequence, event);
            while (!active().fits(size)) moveOn();
            Segment target = active();
            long slotsBefore = target.slots();
            target.append(buffer, size);
            nextSequence++;
            room.change(1 + target.slots() - slotsBefore);
        } finally {
            lock.unlock();
        }
    }

    /** Behind the last event. */
    JournalPosition end() {
        Segment last = active();
        return new JournalPosition(last.number(), last.end());
    }

    /** Files that hold records, oldest first; the last one is being written. */
    ConcurrentNavigableMap<Long, Segment> segments() {
        return segments;
    }

    State state() {
        return state;
    }

    /** Stops accepting events. False where the journal was in that state, or closed, before. */
    boolean stop(State next) {
        lock.lock();
        try {
            if (state == State.CLOSED || state == next) return false;
            state = next;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Gives the files up. Only when nothing is written or added any more. */
    void close() throws IOException {
        for (Segment spare : spares) spare.close();
        for (Segment segment : segments.values()) segment.close();
    }

    private Segment active() {
        return Objects.requireNonNull(active, "begin() comes first");
    }

    private void closeFull() throws IOException {
        for (Segment full : segments.headMap(active().number()).values()) full.close();
    }

    private void moveOn() throws IOException {
        Segment next = spares.poll();
        if (next == null) throw new IOException("no room was reserved");
        next.writeHeader(nextSequence);
        segments.put(next.number(), next);
        active = next;
    }
}
