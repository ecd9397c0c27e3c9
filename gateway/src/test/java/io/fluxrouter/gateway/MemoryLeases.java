package io.fluxrouter.gateway;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.LeaseAnswer;
import io.fluxrouter.core.spend.LeaseRequest;
import io.fluxrouter.core.spend.Leases;
import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.core.spend.SpendState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One account's money, in memory; it can be away. Thread-safe. */
public final class MemoryLeases implements Leases {
    private final List<Consumer<UUID>> capListeners = new CopyOnWriteArrayList<>();
    private volatile Money cap;
    private final AtomicInteger asked = new AtomicInteger();
    private long leasedNanos;
    private volatile boolean away;

    public MemoryLeases(Money cap) {
        this.cap = cap;
    }

    public void away(boolean yes) {
        away = yes;
    }

    /** How often somebody asked, answered or not. */
    public int asked() {
        return asked.get();
    }

    public synchronized Money leased() {
        return Money.ofNanos(leasedNanos);
    }

    @Override
    public CompletionStage<LeaseAnswer> take(LeaseRequest request) {
        asked.incrementAndGet();
        if (away) return CompletableFuture.failedFuture(new IllegalStateException("away"));
        return CompletableFuture.completedFuture(takeNow(request));
    }

    private synchronized LeaseAnswer takeNow(LeaseRequest request) {
        Money left = Money.ofNanos(cap.nanos() - leasedNanos);
        if (left.compareTo(request.least()) < 0) return new LeaseAnswer.Refused(state());
        Money amount = request.wanted().min(left);
        leasedNanos += amount.nanos();
        return new LeaseAnswer.Granted(amount, state());
    }

    private SpendState state() {
        return new SpendState(
                Instant.EPOCH, cap, Money.ZERO, Money.ZERO, Money.ZERO, Money.ofNanos(leasedNanos));
    }

    @Override
    public synchronized void giveBack(SpendAccount account, Money amount) {
        leasedNanos -= amount.nanos();
    }

    /** Nobody else changes the account. */
    @Override
    public void onChange(Consumer<UUID> accountId) {}

    @Override
    public void onCapMoved(Consumer<UUID> accountId) {
        capListeners.add(accountId);
    }

    /** Moves the cap of that account, and says so. */
    public void moveCap(UUID accountId, Money to) {
        cap = to;
        capListeners.forEach(listener -> listener.accept(accountId));
    }
}
