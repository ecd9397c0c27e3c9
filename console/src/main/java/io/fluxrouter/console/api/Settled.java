package io.fluxrouter.console.api;

/**
 * Lets a report see every request that has been answered before it was asked for: waits, for a
 * short bounded time, until this node's journal has reached the ledger.
 */
@FunctionalInterface
public interface Settled {
    void await();
}
