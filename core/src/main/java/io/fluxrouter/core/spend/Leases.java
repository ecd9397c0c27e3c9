package io.fluxrouter.core.spend;

import io.fluxrouter.core.money.Money;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Hands slices of spend accounts to this node. A slice is counted against the account from the
 * moment it is granted, so the sum over all nodes never passes what the account has.
 *
 * <p>Threads: safe for all; answers come on a thread of the implementation's.
 */
public interface Leases {

    /**
     * Fails if the store cannot be reached; nothing is leased then as far as the caller may assume.
     */
    CompletionStage<LeaseAnswer> take(LeaseRequest request);

    /**
     * Returns what is not needed. The amount must already be out of the caller's hands: it counts
     * as returned even while the store is away, and is retried until it arrives.
     */
    void giveBack(SpendAccount account, Money amount);

    /**
     * Registers who is told that an account has changed (money came, another node is short), so
     * that idle slices go back and refusals are asked again.
     */
    void onChange(Consumer<UUID> accountId);

    /**
     * Registers who is told that an account's cap has moved, so that all that no request holds goes
     * back, and what it holds and does not cost: it may be more than the account has now.
     */
    void onCapMoved(Consumer<UUID> accountId);
}
