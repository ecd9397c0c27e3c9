package io.fluxrouter.billing.spend;

import java.util.concurrent.locks.ReentrantLock;

/**
 * What this node was told of the grants of one account. The database keeps the total of all it
 * granted; where that exceeds what was told, an answer was lost, and the difference is money that
 * this node has leased and nobody has.
 *
 * <p>Threads: its methods want the lock, which is held from before a statement is sent until its
 * answer was told. So what is told and the total can be compared.
 */
final class Grants {
    final ReentrantLock lock = new ReentrantLock();
    private long toldNanos;

    /**
     * Takes note of an answer and returns what was lost before it: the caller's to give back, once.
     *
     * @param total what the database says it has ever granted to this node on the account
     * @param granted the part of it that this answer grants
     */
    long lost(long total, long granted) {
        if (!lock.isHeldByCurrentThread()) throw new IllegalStateException("not locked");
        long lost = total - granted - toldNanos;
        toldNanos = total;
        return Math.max(0, lost);
    }
}
