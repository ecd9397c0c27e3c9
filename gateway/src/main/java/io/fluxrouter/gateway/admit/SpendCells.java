package io.fluxrouter.gateway.admit;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.LeaseAnswer;
import io.fluxrouter.core.spend.LeaseRequest;
import io.fluxrouter.core.spend.Leases;
import io.fluxrouter.core.spend.SpendAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All spend cells of this node. Leases for them, and gives back what lies idle: at once when
 * somebody else is short, else after {@link #IDLE}.
 *
 * <p>Threads: safe for all.
 */
public final class SpendCells {
    /** A slice that carries an ordinary caller through a short outage of the database. */
    private static final Money SLICE = Money.usd("2");

    /** Of what is left outside, so that nodes near a cap share it instead of one taking all. */
    private static final int SHARE = 4;

    private static final Duration IDLE = Duration.ofSeconds(5);

    /** On a change of the account, only what a running burst may need at once stays. */
    private static final Duration BUSY = Duration.ofMillis(100);

    /**
     * How long a cell leases nothing ahead after the store did not answer: asking on every request
     * would only keep it down. A request that has no money left asks all the same.
     */
    static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    /** Longer than a request takes from reading the clock to placing its hold. */
    private static final Duration FORGET = Duration.ofMinutes(1);

    private record CellKey(UUID account, Instant periodStart) {}

    private final ConcurrentHashMap<CellKey, SpendCell> cells = new ConcurrentHashMap<>();
    private final Leases leases;
    private final LongSupplier nanoTime;
    private final LongAdder leasesRefused = new LongAdder();

    public SpendCells(Leases leases, LongSupplier nanoTime) {
        this.leases = leases;
        this.nanoTime = nanoTime;
        leases.onChange(account -> giveBackUnusedSince(account, nanoTime() - BUSY.toNanos()));
        leases.onCapMoved(this::recall);
    }

    SpendCell cell(SpendAccount account, Instant now) {
        CellKey key = new CellKey(account.id(), account.period().startOf(now));
        SpendCell cell = cells.get(key);
        return cell != null
                ? cell
                : cells.computeIfAbsent(
                        key, k -> new SpendCell(account, k.periodStart(), nanoTime()));
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    /** Has the waiter told once the cell's account was asked for more. */
    void lease(SpendCell cell, LeaseRound.Waiter waiter) {
        if (cell.join(waiter)) ask(cell);
    }

    /**
     * Leases ahead of need, off the caller's way, when the cell runs low and the account has more.
     */
    void refill(SpendCell cell) {
        Money slice = slice(cell);
        long inVainSince = nanoTime() - AFTER_FAILURE.toNanos();
        if (cell.runsBelow(Money.ofNanos(slice.nanos() / 2), inVainSince)) {
            lease(cell, new Refill(slice));
        }
    }

    private void ask(SpendCell cell) {
        LeaseRound.Demand demand = cell.demand();
        Money wanted = demand.wanted().plus(slice(cell));
        leases.take(new LeaseRequest(cell.account(), cell.periodStart(), demand.least(), wanted))
                .whenComplete((answer, failure) -> answered(cell, answer, failure));
    }

    private void answered(
            SpendCell cell, @Nullable LeaseAnswer answer, @Nullable Throwable failure) {
        if (answer != null) cell.granted(answer);
        else cell.askedInVain(nanoTime());
        if (answer instanceof LeaseAnswer.Refused) leasesRefused.increment();
        LeaseRound round = cell.closeRound();
        for (LeaseRound.Waiter waiter : round.waiters()) {
            if (answer != null) {
                waiter.answered(answer);
            } else {
                waiter.failed(failure == null ? new IllegalStateException("no answer") : failure);
            }
        }
    }

    private static Money slice(SpendCell cell) {
        return SLICE.min(Money.ofNanos(cell.left().nanos() / SHARE));
    }

    private void giveBackUnusedSince(UUID account, long since) {
        cellsOf(account).forEach(cell -> giveBack(cell, since));
    }

    private void recall(UUID account) {
        cellsOf(account).forEach(cell -> giveBack(cell, cell.recall(nanoTime)));
    }

    private Stream<SpendCell> cellsOf(UUID account) {
        return cells.values().stream().filter(cell -> cell.account().id().equals(account));
    }

    /** Gives idle money back and forgets the cells of past periods. Call about once a second. */
    public void sweep(Instant now) {
        long idleSince = nanoTime() - IDLE.toNanos();
        cells.values().forEach(cell -> giveBack(cell, idleSince));
        Instant settledBy = now.minus(FORGET);
        cells.values()
                .removeIf(
                        cell ->
                                cell.empty()
                                        && cell.periodStart()
                                                .isBefore(
                                                        cell.account()
                                                                .period()
                                                                .startOf(settledBy)));
    }

    /** Gives everything free back: the node stops. */
    public void giveBackAll() {
        long untilNow = nanoTime() + 1;
        cells.values().forEach(cell -> giveBack(cell, untilNow));
    }

    private void giveBack(SpendCell cell, long unusedSince) {
        giveBack(cell, cell.drainIfUnusedSince(unusedSince));
    }

    private void giveBack(SpendCell cell, Money amount) {
        if (amount.isPositive()) leases.giveBack(cell.account(), amount);
    }

    /**
     * The sum of all open holds on this node, of one kind of account so that nothing counts twice.
     */
    public Money held() {
        return cells.values().stream()
                .filter(cell -> cell.account().kind() == SpendAccount.Kind.CUSTOMER)
                .map(SpendCell::held)
                .reduce(Money.ZERO, Money::plus);
    }

    /** How often the store had nothing more to lease, since the start. */
    public long leasesRefused() {
        return leasesRefused.sum();
    }

    public int openHolds() {
        return cells.values().stream()
                .filter(cell -> cell.account().kind() == SpendAccount.Kind.CUSTOMER)
                .mapToInt(SpendCell::holds)
                .sum();
    }

    /** Wants money that nobody waits for. */
    private record Refill(Money slice) implements LeaseRound.Waiter {
        @Override
        public LeaseRound.Demand demand() {
            return new LeaseRound.Demand(Money.ofNanos(1), slice);
        }

        @Override
        public void answered(LeaseAnswer answer) {
            // The money is in the cell already; a refusal only means that there is none to fetch
            // ahead.
        }

        @Override
        public void failed(Throwable cause) {
            // The store is away: calls go on with what the cell has and are told when it is used
            // up.
        }
    }
}
