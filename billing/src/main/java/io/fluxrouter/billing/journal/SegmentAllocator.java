package io.fluxrouter.billing.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes segment files ahead of need, on a thread of its own, and goes on trying while the disk is
 * full. A file gets its name only once it is whole, so every file of that name is.
 *
 * <p>Threads: {@link #want} is safe for all and never waits.
 */
final class SegmentAllocator {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentAllocator.class);
    private static final String UNFINISHED = "next-segment.tmp";

    private final JournalSettings settings;
    private final Disk disk;
    private final Duration retryPause;
    private final AtomicBoolean wanted = new AtomicBoolean();
    private volatile boolean diskFull;
    private volatile boolean closing;
    private final Demand demand;
    private final Thread thread;
    private long nextNumber;

    /** Who needs segments. Asked and served on the allocator's thread. */
    interface Demand {
        boolean more();

        void take(Segment segment);
    }

    SegmentAllocator(
            JournalSettings settings,
            Disk disk,
            Duration retryPause,
            long nextNumber,
            Demand demand) {
        this.settings = settings;
        this.disk = disk;
        this.retryPause = retryPause;
        this.nextNumber = nextNumber;
        this.demand = demand;
        this.thread = Thread.ofPlatform().daemon().name("journal-allocate").unstarted(this::run);
    }

    /** Makes one file now, on the caller's thread. Only before {@link #start}. */
    Segment allocate() throws IOException {
        Path unfinished = settings.directory().resolve(UNFINISHED);
        Path path = settings.directory().resolve(Segment.fileName(nextNumber));
        try {
            byte[] header = SegmentHeader.of(nextNumber, 0).encode();
            disk.allocate(unfinished, header, settings.segmentBytes());
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
            syncDirectory();
            Segment segment = Segment.open(path, SegmentHeader.BYTES, disk);
            nextNumber++;
            return segment;
        } catch (IOException failure) {
            // Half a file helps nobody, and others may need the space more.
            Files.deleteIfExists(unfinished);
            throw failure;
        }
    }

    void start() {
        thread.start();
    }

    /** Asks the thread to look whether more is needed. */
    void want() {
        if (!wanted.get() && !wanted.getAndSet(true)) LockSupport.unpark(thread);
    }

    boolean diskFull() {
        return diskFull;
    }

    void close() {
        closing = true;
        LockSupport.unpark(thread);
        ThreadEnd.await(thread);
    }

    private void run() {
        while (!closing) {
            if (!wanted.get()) {
                LockSupport.park(this);
            } else if (!demand.more()) {
                wanted.set(false);
                // Somebody may have asked between the two lines above, and not woken us for it.
                if (demand.more()) wanted.set(true);
            } else if (!succeeds()) {
                LockSupport.parkNanos(this, retryPause.toNanos());
            }
        }
    }

    private boolean succeeds() {
        try {
            demand.take(allocate());
            if (diskFull) LOG.info("the journal has room again");
            diskFull = false;
            return true;
        } catch (IOException failure) {
            if (!diskFull) {
                LOG.error("no room for the journal; requests will be refused", failure);
            }
            diskFull = true;
            return false;
        }
    }

    private void syncDirectory() throws IOException {
        try (FileChannel directory =
                FileChannel.open(settings.directory(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
