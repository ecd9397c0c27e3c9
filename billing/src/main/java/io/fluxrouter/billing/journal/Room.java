package io.fluxrouter.billing.journal;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The account of allocated room, in longest records: those that fit less those promised. An append
 * uses one promise and at most one place, so the account never falls below zero by itself.
 *
 * <p>Threads: safe for all, without locks.
 */
final class Room {
    private final AtomicLong free = new AtomicLong();
    private final AtomicLong reserved = new AtomicLong();

    /** Promises one place. False when none is free. */
    boolean reserve() {
        long seen = free.get();
        while (seen > 0) {
            if (free.compareAndSet(seen, seen - 1)) {
                reserved.getAndIncrement();
                return true;
            }
            seen = free.get();
        }
        return false;
    }

    void release() {
        spendReservation();
        free.getAndIncrement();
    }

    /** Ends one reservation; {@link #change} then books the place it took. */
    void spendReservation() {
        if (reserved.getAndDecrement() <= 0) {
            reserved.getAndIncrement();
            throw new IllegalStateException("reserve() must come before append() and release()");
        }
    }

    void change(long places) {
        free.getAndAdd(places);
    }

    long free() {
        return Math.max(0, free.get());
    }
}
