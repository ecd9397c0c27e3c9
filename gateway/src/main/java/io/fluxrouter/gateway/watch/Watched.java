package io.fluxrouter.gateway.watch;

/** Something that must not wait, or be silent, for ever. */
public interface Watched {

    /**
     * Called about once a second on the event loop it was added on.
     *
     * @param nanoTime now, of the clock that durations are measured with
     */
    void look(long nanoTime);
}
