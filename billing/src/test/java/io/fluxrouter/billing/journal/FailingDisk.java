package io.fluxrouter.billing.journal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** The real disk, which can be told to be full, to break, or to be slow. */
final class FailingDisk implements Disk {
    private final Disk real = new Disk.Real();
    final Semaphore freeFiles = new Semaphore(0);
    final AtomicInteger refusedFiles = new AtomicInteger();
    volatile boolean writesFail;
    volatile boolean forcesFail;
    volatile boolean forcesWait;
    private final Semaphore forces = new Semaphore(0);

    FailingDisk(int freeFiles) {
        this.freeFiles.release(freeFiles);
    }

    void letOneForcePass() {
        forces.release();
    }

    @Override
    public void allocate(Path file, byte[] header, long bytes) throws IOException {
        if (!freeFiles.tryAcquire()) {
            refusedFiles.incrementAndGet();
            throw new IOException("No space left on device");
        }
        real.allocate(file, header, bytes);
    }

    @Override
    public void write(MemorySegment file, long offset, byte[] bytes, int length)
            throws IOException {
        if (writesFail) {
            real.write(file, offset, bytes, length / 2);
            throw new IOException("Input/output error");
        }
        real.write(file, offset, bytes, length);
    }

    @Override
    public void force(FileChannel file) throws IOException {
        if (forcesWait) forces.acquireUninterruptibly();
        if (forcesFail) throw new IOException("Input/output error");
        real.force(file);
    }
}
