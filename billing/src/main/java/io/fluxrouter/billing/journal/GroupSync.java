package io.fluxrouter.billing.journal;

import io.fluxrouter.billing.journal.JournalSettings.SyncMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The one thread that waits for the disk, so that no caller does. One force serves everybody who
 * asked before it began.
 *
 * <p>Threads: safe for all. Futures complete on this thread: what hangs on them must be short.
 */
final class GroupSync {

    /** What is forced: everything written before the call. */
    interface Target {
        void force() throws IOException;
    }

    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final JournalSettings settings;
    private final Target target;
    private final Consumer<IOException> onFailure;
    private final Thread thread;
    private final AtomicBoolean dirty = new AtomicBoolean();
    private volatile boolean closing;

    // Guarded by this.
    private List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private boolean stopped;

    GroupSync(JournalSettings settings, Target target, Consumer<IOException> onFailure) {
        this.settings = settings;
        this.target = target;
        this.onFailure = onFailure;
        this.thread = Thread.ofPlatform().daemon().name("journal-sync").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** After a write: the future an append returns. */
    CompletableFuture<Void> written() {
        if (settings.sync() == SyncMode.ALWAYS) return forced();
        // Read before set: the flag is shared by all threads, and mostly it is set already.
        if (!dirty.get() && !dirty.getAndSet(true)) LockSupport.unpark(thread);
        return DONE;
    }

    /** Completes when everything written before the call is on disk. */
    CompletableFuture<Void> forced() {
        var future = new CompletableFuture<Void>();
        boolean first;
        synchronized (this) {
            if (stopped) return CompletableFuture.failedFuture(new IOException("journal closed"));
            first = waiting.isEmpty();
            waiting.add(future);
        }
        if (first) LockSupport.unpark(thread);
        return future;
    }

    /** Forces what is left and ends the thread. */
    void close() {
        closing = true;
        LockSupport.unpark(thread);
        ThreadEnd.await(thread);
    }

    private void run() {
        while (!closing) {
            awaitWork();
            forceOnce();
        }
        synchronized (this) {
            stopped = true;
        }
        forceOnce();
    }

    private void awaitWork() {
        while (!dirty.get() && !somebodyWaits() && !closing) LockSupport.park(this);
        long begin = System.nanoTime();
        long left = settings.syncInterval().toNanos();
        while (left > 0 && !somebodyWaits() && !closing) {
            LockSupport.parkNanos(this, left);
            left = settings.syncInterval().toNanos() - (System.nanoTime() - begin);
        }
    }

    private void forceOnce() {
        // Something that hung on a future may have interrupted this thread; a force would then
        // close the file.
        Thread.interrupted();
        dirty.set(false);
        var served = takeWaiting();
        try {
            target.force();
            for (var future : served) future.complete(null);
        } catch (IOException failure) {
            onFailure.accept(failure);
            for (var future : served) future.completeExceptionally(failure);
        }
    }

    private synchronized boolean somebodyWaits() {
        return !waiting.isEmpty();
    }

    private synchronized List<CompletableFuture<Void>> takeWaiting() {
        var taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }
}
