package io.fluxrouter.gateway.admit;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.LeaseAnswer;
import java.util.ArrayList;
import java.util.List;

/**
 * Those who wait for one answer of the lease store. One question at a time and cell, whatever the
 * number of waiters: a storm of requests near a cap is one small query after another, not a storm
 * of queries.
 *
 * <p>Threads: guarded by the lock of its cell.
 */
final class LeaseRound {

    /** A call that needs more money in the cell. Told once, on a thread of the lease store's. */
    interface Waiter {
        Demand demand();

        void answered(LeaseAnswer answer);

        void failed(Throwable cause);
    }

    /** The least that is of use, and what would be best. */
    record Demand(Money least, Money wanted) {}

    private final List<Waiter> waiters = new ArrayList<>();

    void add(Waiter waiter) {
        waiters.add(waiter);
    }

    List<Waiter> waiters() {
        return waiters;
    }

    /** The least of anybody, and the best for all together. */
    Demand demand() {
        Money least = waiters.getFirst().demand().least();
        Money wanted = Money.ZERO;
        for (Waiter waiter : waiters) {
            least = least.min(waiter.demand().least());
            wanted = wanted.plus(waiter.demand().wanted());
        }
        return new Demand(least, wanted.max(least));
    }
}
