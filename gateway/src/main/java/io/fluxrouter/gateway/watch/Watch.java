package io.fluxrouter.gateway.watch;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What waits on one event loop. Nearly nothing waits long, so adding and removing must be cheaper
 * than a timer each.
 *
 * <p>Threads: confined to its event loop.
 */
public final class Watch {
    private final Set<Watched> waiting = new LinkedHashSet<>();
    private final LongSupplier nanoTime;

    public Watch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    public long nanoTime() {
        return nanoTime.getAsLong();
    }

    public void add(Watched watched) {
        waiting.add(watched);
    }

    public void remove(Watched watched) {
        waiting.remove(watched);
    }

    /** Looks at everything. Call about once a second; what is looked at may remove itself. */
    public void look() {
        long now = nanoTime();
        for (Watched watched : List.copyOf(waiting)) watched.look(now);
    }
}
