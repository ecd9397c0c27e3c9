package io.fluxrouter.billing.settle;

/**
 * How many events the next batch may have. Larger ones settle faster for each event, as what a
 * customer and an hour sum up to is written once; but they hold the accounts' locks longer, so only
 * a backlog makes them grow. A batch that fails is halved, down to the one event that cannot be
 * settled. Used by one thread.
 */
final class BatchSize {
    private static final int USUAL = 2_000;
    private static final int MOST = 10_000;

    private int current = USUAL;

    int current() {
        return current;
    }

    /** The size after one that was full. */
    int larger() {
        return Math.min(MOST, current * 2);
    }

    boolean isFull(int events) {
        return events >= current;
    }

    void settled(int events) {
        current = isFull(events) ? larger() : USUAL;
    }

    void failed(int events) {
        current = Math.max(1, events / 2);
    }
}
