package io.fluxrouter.gateway.watch;

import org.jspecify.annotations.Nullable;

/**
 * Something that must not wait, or be silent, for ever. It carries its own place in the watch's
 * list, so that coming and going, at every request, allocates nothing.
 *
 * <p>Threads: confined to the event loop of its watch.
 */
public abstract class Watched {
    @Nullable Watched before;
    @Nullable Watched after;

    /**
     * Called about once a second on the event loop it was added on.
     *
     * @param nanoTime now, of the clock that durations are measured with
     */
    protected abstract void look(long nanoTime);
}
