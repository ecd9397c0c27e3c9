package io.fluxrouter.gateway.admit;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.LeaseAnswer;
import io.fluxrouter.core.spend.SpendAccount;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * This node's part of one spend account in one period: the leased money that no hold has taken yet.
 *
 * <p>Threads: all methods take the cell's lock for a few instructions. Lease answers arrive on
 * foreign threads, holds are placed on event loops.
 */
final class SpendCell {
    private final SpendAccount account;
    private final Instant periodStart;

    private long freeNanos;
    private long heldNanos;
    private int holds;

    /** What the account had left beyond our leases when we last heard. */
    private long outsideNanos;

    private boolean known;

    private long lastUsedNanoTime;
    private boolean recalled;
    private long recalledNanoTime;

    /** The part of the free money that holds from before the recall left: for no other hold. */
    private long recalledNanos;

    private boolean askedInVain;
    private long askedInVainNanoTime;
    private @Nullable LeaseRound round;

    SpendCell(SpendAccount account, Instant periodStart, long nanoTime) {
        this.account = account;
        this.periodStart = periodStart;
        this.lastUsedNanoTime = nanoTime;
    }

    SpendAccount account() {
        return account;
    }

    Instant periodStart() {
        return periodStart;
    }

    /** Whether the store has ever said what is left. */
    synchronized boolean isKnown() {
        return known;
    }

    /** What a hold could count on, were everything left leased to this node. Never negative. */
    synchronized Money left() {
        return Money.ofNanos(Math.max(0, usableNanos() + outsideNanos));
    }

    /** Takes the amount for a hold, all or nothing. */
    synchronized boolean take(Money amount, long nanoTime) {
        lastUsedNanoTime = nanoTime;
        if (usableNanos() < amount.nanos()) return false;
        freeNanos -= amount.nanos();
        heldNanos += amount.nanos();
        holds++;
        return true;
    }

    /**
     * Ends a hold: what it did not cost is free again, or goes back if it was recalled since. An
     * overrun leaves the cell in debt.
     */
    synchronized void settle(Money held, Money cost, long takenNanoTime) {
        heldNanos -= held.nanos();
        holds--;
        long rest = held.nanos() - cost.nanos();
        freeNanos += rest;
        if (rest > 0 && recalled && takenNanoTime - recalledNanoTime <= 0) recalledNanos += rest;
    }

    private long usableNanos() {
        return freeNanos - recalledNanos;
    }

    /**
     * The account may have less now than was leased of it: takes the free money out of the cell to
     * give it back, and has what open holds leave over follow it.
     *
     * @param nanoTime read within the lock, so that every earlier {@link #take} is before it
     */
    synchronized Money recall(LongSupplier nanoTime) {
        recalled = true;
        recalledNanoTime = nanoTime.getAsLong();
        return drain(freeNanos);
    }

    /** How much must be leased before the amount can be taken; zero if it is there. */
    synchronized Money missing(Money amount) {
        return Money.ofNanos(Math.max(0, amount.nanos() - usableNanos()));
    }

    synchronized void granted(LeaseAnswer answer) {
        askedInVain = false;
        known = true;
        outsideNanos = answer.state().left().nanos();
        if (answer instanceof LeaseAnswer.Granted granted) freeNanos += granted.amount().nanos();
    }

    /** The store did not answer. */
    synchronized void askedInVain(long nanoTime) {
        askedInVain = true;
        askedInVainNanoTime = nanoTime;
    }

    /** Joins the lease round that is under way, or opens one: then the caller must start it. */
    synchronized boolean join(LeaseRound.Waiter waiter) {
        if (round != null) {
            round.add(waiter);
            return false;
        }
        round = new LeaseRound();
        round.add(waiter);
        return true;
    }

    /** Closes the round that is under way; whoever joins from now on opens another. */
    synchronized LeaseRound closeRound() {
        LeaseRound closed = round;
        if (closed == null) throw new IllegalStateException("no round under way");
        round = null;
        return closed;
    }

    /** The demand of the round under way. */
    synchronized LeaseRound.Demand demand() {
        if (round == null) throw new IllegalStateException("no round under way");
        return round.demand();
    }

    /**
     * Whether it is worth leasing ahead: less free than this, more to be had, nobody asking yet,
     * and nobody who asked in vain since that time.
     */
    synchronized boolean runsBelow(Money mark, long inVainSince) {
        boolean pausing = askedInVain && askedInVainNanoTime - inVainSince > 0;
        return round == null && !pausing && outsideNanos > 0 && usableNanos() < mark.nanos();
    }

    /**
     * Takes out of the cell what is to be given back: what was recalled, and the free money if
     * nobody used the cell since.
     */
    synchronized Money drainIfUnusedSince(long nanoTime) {
        boolean inUse = lastUsedNanoTime - nanoTime > 0 || round != null;
        return drain(inUse ? recalledNanos : freeNanos);
    }

    /** Never more than there is: what is recalled makes good for a debt first. */
    private Money drain(long nanos) {
        long drained = Math.max(0, Math.min(nanos, freeNanos));
        freeNanos -= drained;
        outsideNanos += drained;
        recalledNanos = 0;
        return Money.ofNanos(drained);
    }

    /** Nothing held, nothing free, nobody waiting: the cell can be forgotten. */
    synchronized boolean empty() {
        return holds == 0 && freeNanos == 0 && round == null;
    }

    synchronized Money held() {
        return Money.ofNanos(heldNanos);
    }

    synchronized int holds() {
        return holds;
    }

    synchronized Money free() {
        return Money.ofNanos(usableNanos());
    }
}
