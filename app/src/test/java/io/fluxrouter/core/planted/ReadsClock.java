package io.fluxrouter.core.planted;

/** Crosses a border on purpose, so that the rule is seen to fail. */
public interface ReadsClock {
    default java.time.Instant find() {
        return java.time.Instant.now();
    }
}
