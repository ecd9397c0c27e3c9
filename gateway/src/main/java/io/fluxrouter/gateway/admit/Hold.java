package io.fluxrouter.gateway.admit;

import io.fluxrouter.core.money.Money;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Money kept for one request, in every account that must have it. Settled once; a second settlement
 * throws, because it would be a bug that costs somebody money.
 *
 * <p>Threads: safe for all.
 */
public final class Hold {
    private final List<SpendCell> cells;
    private final Money amount;
    private final long takenNanoTime;
    private final AtomicBoolean open = new AtomicBoolean(true);

    Hold(List<SpendCell> cells, Money amount, long takenNanoTime) {
        this.cells = cells;
        this.amount = amount;
        this.takenNanoTime = takenNanoTime;
    }

    public Money amount() {
        return amount;
    }

    /** Takes the real cost and frees the rest, unless a cap moved meanwhile: then it goes back. */
    public void settle(Money cost) {
        if (!open.compareAndSet(true, false)) throw new IllegalStateException("settled twice");
        for (SpendCell cell : cells) cell.settle(amount, cost, takenNanoTime);
    }

    /** Frees everything: the request cost nothing. */
    public void release() {
        settle(Money.ZERO);
    }

    public boolean isOpen() {
        return open.get();
    }
}
