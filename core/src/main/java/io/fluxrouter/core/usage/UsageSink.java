package io.fluxrouter.core.usage;

import java.util.concurrent.CompletableFuture;

/**
 * Where the facts of served requests go. Room is reserved before a provider is called, so that an
 * event can always be kept afterwards.
 *
 * <p>Threads: safe for all; no method waits for anything but the operating system's page cache.
 */
public interface UsageSink {

    /**
     * Reserves room for one event. False when there is none (disk full, closed): refuse the
     * request.
     */
    boolean reserve();

    /** Gives a reservation back that no event will use. */
    void release();

    /**
     * Keeps the event, using up one reservation. When the future is complete the event survives
     * what the configured durability promises, so the reply may end. The future is complete on
     * return unless every event is synced to disk. It fails if the event could not be written,
     * which the sink also reports itself.
     */
    CompletableFuture<Void> append(UsageEvent event);
}
