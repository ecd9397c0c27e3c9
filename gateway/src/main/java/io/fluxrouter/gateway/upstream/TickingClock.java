package io.fluxrouter.gateway.upstream;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * Time as the circuit breaker wants it, from a source that is never set back: a corrected wall
 * clock must not hold a provider back for an hour. Says how much time passed, not what time it is.
 */
final class TickingClock extends Clock {
    private final LongSupplier nanoTime;
    private final long origin;

    TickingClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(nanoTime.getAsLong() - origin);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Nobody asks a stopwatch for its zone. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
