package io.fluxrouter.gateway;

import io.fluxrouter.core.usage.UsageEvent;
import io.fluxrouter.core.usage.UsageSink;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The events in memory. Thread-safe. */
final class MemorySink implements UsageSink {
    private final List<UsageEvent> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger reserved = new AtomicInteger();

    List<UsageEvent> events() {
        return List.copyOf(events);
    }

    /** Reservations that no event has used yet. */
    int reserved() {
        return reserved.get();
    }

    @Override
    public boolean reserve() {
        reserved.incrementAndGet();
        return true;
    }

    @Override
    public void release() {
        reserved.decrementAndGet();
    }

    @Override
    public CompletableFuture<Void> append(UsageEvent event) {
        events.add(event);
        reserved.decrementAndGet();
        return CompletableFuture.completedFuture(null);
    }
}
