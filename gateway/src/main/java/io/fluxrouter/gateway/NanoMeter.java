package io.fluxrouter.gateway;

import io.github.bucket4j.TimeMeter;
import java.util.function.LongSupplier;

/** Lets the rate limits run on the clock that everything else runs on. */
record NanoMeter(LongSupplier nanoTime) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
        return nanoTime.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
