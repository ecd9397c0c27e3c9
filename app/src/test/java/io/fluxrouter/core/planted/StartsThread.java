package io.fluxrouter.core.planted;

/** Crosses a border on purpose, so that the rule is seen to fail. */
public interface StartsThread {
    default void start() {
        Thread.startVirtualThread(() -> {});
    }
}
