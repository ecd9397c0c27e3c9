package io.fluxrouter.gateway.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What waits on one event loop. Nearly nothing waits long, so adding and removing must be cheaper
 * than a timer each.
 *
 * <p>Threads: confined to its event loop.
 */
public final class Watch {
    private final Watched first = new Anchor();
    private final LongSupplier nanoTime;

    public Watch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        first.before = first;
        first.after = first;
    }

    public long nanoTime() {
        return nanoTime.getAsLong();
    }

    /** Watches it from now on, unless it is watched already. */
    public void add(Watched watched) {
        if (watched.after != null) return;
        link(last(), watched);
        link(watched, first);
    }

    /** Watches it no more. Repeating does nothing. */
    public void remove(Watched watched) {
        Watched before = watched.before;
        Watched after = watched.after;
        if (before == null || after == null) return;
        link(before, after);
        watched.before = null;
        watched.after = null;
    }

    /** Looks at everything. Call about once a second; what is looked at may remove itself. */
    public void look() {
        List<Watched> all = new ArrayList<>();
        for (Watched one = first.after; one != null && !one.equals(first); one = one.after)
            all.add(one);
        long now = nanoTime();
        for (Watched watched : all) watched.look(now);
    }

    private Watched last() {
        Watched last = first.before;
        return last == null ? first : last;
    }

    private static void link(Watched before, Watched after) {
        before.after = after;
        after.before = before;
    }

    /** Where the list, which is a ring, begins and ends. */
    private static final class Anchor extends Watched {
        @Override
        protected void look(long nanoTime) {
            throw new UnsupportedOperationException("the anchor waits for nothing");
        }
    }
}
