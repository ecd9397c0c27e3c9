package io.fluxrouter.billing.journal;

import io.fluxrouter.billing.journal.JournalHealth.State;
import io.fluxrouter.core.usage.UsageEvent;
import io.fluxrouter.core.usage.UsageSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The local, append-only, checksummed log of usage events. What was appended survives the death of
 * the process; under {@code ALWAYS} also a power cut once the future is complete.
 *
 * <p>Threads: safe for all. {@link #append} holds a short lock around one write to the page cache
 * and never waits for the disk; {@link #read}, {@link #discardBefore} and {@link #close} may.
 */
public final class Journal implements UsageSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    private final DirectoryLock directoryLock;
    private final DamageReport damage;
    private final SegmentAllocator allocator;
    private final SegmentWriter writer;
    private final GroupSync sync;
    private final Room room = new Room();
    private final long slotsAhead;
    private volatile JournalPosition forced;
    private volatile Runnable wake = () -> {};

    /**
     * Opens or creates the journal, reading all that is there.
     *
     * @throws UncheckedIOException where another process has it, or no first file can be made
     */
    public static Journal open(JournalSettings settings) {
        return open(settings, new Disk.Real(), RETRY_PAUSE);
    }

    static Journal open(JournalSettings settings, Disk disk, Duration retryPause) {
        try {
            Files.createDirectories(settings.directory());
            DirectoryLock directoryLock = DirectoryLock.acquire(settings.directory());
            boolean opened = false;
            try {
                Journal journal = new Journal(settings, disk, retryPause, directoryLock);
                opened = true;
                return journal;
            } finally {
                if (!opened) directoryLock.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot open the journal", failure);
        }
    }

    private Journal(
            JournalSettings settings, Disk disk, Duration retryPause, DirectoryLock directoryLock)
            throws IOException {
        this.directoryLock = directoryLock;
        this.slotsAhead = (settings.segmentBytes() - SegmentHeader.BYTES) / JournalRecord.MAX_BYTES;
        Recovery recovery = new Recovery(settings.directory());
        recovery.run();
        this.damage = recovery.damage();
        this.writer = new SegmentWriter(room, recovery.nextSequence());
        this.allocator =
                new SegmentAllocator(
                        settings, disk, retryPause, recovery.nextSegment(), new Ahead());
        this.sync = new GroupSync(settings, this::forceWritten, failure -> fail("sync", failure));
        for (Recovery.Found found : recovery.used()) writer.adopt(found.open(disk));
        for (Recovery.Found found : recovery.unused()) writer.addSpare(found.open(disk));
        begin(recovery);
        this.forced = end();
        sync.start();
        allocator.start();
        allocator.want();
    }

    /**
     * Chooses where the first append goes: a new file, so that no position is ever used twice, even
     * where a damaged tail was cut that had been read and settled before. The last file goes on
     * only where it is untouched, or where there is no room for another.
     */
    private void begin(Recovery recovery) throws IOException {
        List<Recovery.Found> used = recovery.used();
        if (!used.isEmpty() && used.getLast().pristine()) {
            writer.beginInLast();
            return;
        }
        try {
            if (!writer.hasSpare()) writer.addSpare(allocator.allocate());
            writer.begin();
        } catch (IOException failure) {
            if (used.isEmpty()) throw failure;
            LOG.error("no room for a new journal file; going on in the last one", failure);
            writer.beginInLast();
        }
    }

    @Override
    public boolean reserve() {
        boolean reserved = writer.state() == State.OPEN && room.reserve();
        if (room.free() < slotsAhead) allocator.want(); // one file is always ahead
        return reserved;
    }

    @Override
    public void release() {
        room.release();
    }

    /** {@inheritDoc} Under {@code ALWAYS} the future completes on the journal's own thread. */
    @Override
    public CompletableFuture<Void> append(UsageEvent event) {
        room.spendReservation();
        try {
            writer.write(event);
        } catch (IOException failure) {
            fail("write", failure);
            LOG.error(
                    "event {} of customer {} was not kept: cost {} nanos",
                    event.id(),
                    event.customerId(),
                    event.figures().cost().nanos());
            return CompletableFuture.failedFuture(failure);
        }
        CompletableFuture<Void> kept = sync.written();
        wake.run();
        return kept;
    }

    /**
     * Reads whole events from the position on. They are on disk before they are returned, so that a
     * position that was settled can never lie behind what a power cut leaves.
     *
     * @throws IllegalArgumentException where the journal ends before the position: these are not
     *     the files that it belongs to
     */
    public JournalBatch read(JournalPosition from, int maxEvents) {
        if (end().isAfter(forced)) awaitForce();
        JournalPosition limit = forced;
        if (from.isAfter(limit)) {
            throw new IllegalArgumentException(from + " is behind the journal's end " + limit);
        }
        try {
            return new BatchReader(writer.segments(), limit).read(from, maxEvents);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the journal", failure);
        }
    }

    /** How many bytes of records lie behind the position. */
    public long bytesBehind(JournalPosition position) {
        long bytes = 0;
        for (Segment segment : writer.segments().tailMap(position.segment()).values()) {
            long from = segment.number() == position.segment() ? position.offset() : 0;
            bytes += Math.max(0, segment.end() - Math.max(from, SegmentHeader.BYTES));
        }
        return bytes;
    }

    /** Behind the last event. */
    public JournalPosition end() {
        return writer.end();
    }

    /** Sets what runs after each append, on the appending thread: it must not wait. */
    public void onAppend(Runnable wakeUp) {
        this.wake = wakeUp;
    }

    /** Deletes the files that lie wholly before the position. */
    public void discardBefore(JournalPosition settled) {
        // Files not yet forced still belong to the sync thread.
        for (Segment segment : writer.segments().headMap(forced.segment()).values()) {
            JournalPosition end = new JournalPosition(segment.number(), segment.end());
            if (end.isAfter(settled)) return;
            try {
                Files.deleteIfExists(segment.path());
                writer.segments().remove(segment.number());
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot delete " + segment.path(), failure);
            }
        }
    }

    public JournalHealth health() {
        return new JournalHealth(
                writer.state(),
                damage.corruptRecords(),
                damage.damagedBytes(),
                damage.tornBytes(),
                room.free(),
                allocator.diskFull());
    }

    /** Waits until everything is on disk, then gives the directory up. Repeating does nothing. */
    @Override
    public void close() {
        if (!writer.stop(State.CLOSED)) return;
        sync.close();
        allocator.close();
        try {
            writer.close();
            directoryLock.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot close the journal", failure);
        }
    }

    private final class Ahead implements SegmentAllocator.Demand {
        @Override
        public boolean more() {
            return room.free() < slotsAhead;
        }

        @Override
        public void take(Segment segment) {
            writer.addSpare(segment);
        }
    }

    private void fail(String operation, IOException failure) {
        if (!writer.stop(State.FAILED)) return;
        LOG.error(
                "the journal failed to {}; every request is refused from now on",
                operation,
                failure);
    }

    private void forceWritten() throws IOException {
        JournalPosition upTo = end();
        var written = writer.segments().subMap(forced.segment(), true, upTo.segment(), true);
        for (Segment segment : written.values()) {
            segment.force();
            if (segment.number() < upTo.segment()) segment.close();
        }
        forced = upTo;
    }

    private void awaitForce() {
        try {
            sync.forced().join();
        } catch (CompletionException failure) {
            // The journal has failed or is closed, and says so itself; what is on disk can be read.
            LOG.debug("reading only what was forced before", failure);
        }
    }
}
