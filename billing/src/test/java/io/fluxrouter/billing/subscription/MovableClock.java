package io.fluxrouter.billing.subscription;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test sets. */
public final class MovableClock implements InstantSource {
    private volatile Instant now;

    public MovableClock(String start) {
        this.now = Instant.parse(start);
    }

    @Override
    public Instant instant() {
        return now;
    }

    public void set(String time) {
        now = Instant.parse(time);
    }
}
