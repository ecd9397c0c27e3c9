package io.fluxrouter.billing.settle;

import io.fluxrouter.billing.journal.JournalPosition;
import io.fluxrouter.core.usage.UsageEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** How far a settler has come, for those who watch it. Safe for all threads. */
final class Progress {
    private final JournalPosition endAtStart;
    private final AtomicLong appended = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();

    // Guarded by lock.
    private JournalPosition position = JournalPosition.START;
    private long settled;
    private int waiters;
    private @Nullable Instant oldest;
    private @Nullable String lastError;

    Progress(JournalPosition endAtStart) {
        this.endAtStart = endAtStart;
    }

    void appended() {
        appended.incrementAndGet();
    }

    long appendedSoFar() {
        return appended.get();
    }

    /** A batch is about to be settled; an empty one means that all is. */
    void begins(JournalPosition from, List<UsageEvent> events) {
        locked(
                () -> {
                    position = from;
                    oldest = events.isEmpty() ? null : events.getFirst().occurredAt();
                    // A backlog from before the start is counted roughly; here the count is exact.
                    if (events.isEmpty()) settled = appended.get();
                    moved.signalAll();
                });
    }

    void settled(JournalPosition next, int events) {
        locked(
                () -> {
                    position = next;
                    oldest = null;
                    if (position.compareTo(endAtStart) > 0) settled += events;
                    moved.signalAll();
                });
    }

    /** True if it failed before. */
    boolean succeeded() {
        lock.lock();
        try {
            boolean change = lastError != null;
            lastError = null;
            return change;
        } finally {
            lock.unlock();
        }
    }

    /** True if it did not fail before. */
    boolean failed(Exception failure) {
        lock.lock();
        try {
            boolean change = lastError == null;
            lastError = failure.toString();
            return change;
        } finally {
            lock.unlock();
        }
    }

    boolean await(JournalPosition end, Duration limit) throws InterruptedException {
        long nanos = limit.toNanos();
        lock.lock();
        waiters++;
        try {
            while (position.compareTo(end) < 0) {
                if (nanos <= 0) return false;
                nanos = moved.awaitNanos(nanos);
            }
            return true;
        } finally {
            waiters--;
            lock.unlock();
        }
    }

    /** Whether the next batch should not be put off: somebody waits, or so many events do. */
    boolean urgent(int events) {
        lock.lock();
        try {
            return waiters > 0 || appended.get() - settled >= events;
        } finally {
            lock.unlock();
        }
    }

    SettlerHealth health(ToLongFunction<JournalPosition> bytesBehind) {
        lock.lock();
        try {
            long waiting = Math.max(oldest == null ? 0 : 1, appended.get() - settled);
            return new SettlerHealth(waiting, bytesBehind.applyAsLong(position), oldest, lastError);
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
