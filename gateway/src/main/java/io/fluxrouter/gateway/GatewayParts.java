package io.fluxrouter.gateway;

import io.fluxrouter.core.auth.KeyCheck;
import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.core.usage.UsageSink;
import io.fluxrouter.gateway.admit.Admission;
import io.fluxrouter.gateway.admit.SpendCells;
import io.fluxrouter.gateway.auth.Authenticator;
import io.fluxrouter.gateway.limit.RateLimits;
import java.time.Clock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What all event loops share. Everything in it is safe for all threads.
 *
 * @param nanoTime for durations and nothing else
 */
public record GatewayParts(
        Authenticator authenticator,
        RateLimits limits,
        Admission admission,
        SpendCells cells,
        Supplier<Catalog> catalog,
        UsageSink sink,
        Clock clock,
        LongSupplier nanoTime,
        GatewayMetrics metrics) {

    public static GatewayParts of(
            KeyCheck keyCheck,
            SpendCells cells,
            Supplier<Catalog> catalog,
            GatewayOutside outside) {
        return new GatewayParts(
                new Authenticator(keyCheck, outside.clock()),
                new RateLimits(new NanoMeter(outside.nanoTime()), outside.clock()),
                new Admission(cells),
                cells,
                catalog,
                outside.sink(),
                outside.clock(),
                outside.nanoTime(),
                outside.metrics());
    }

    /** What the request plane takes from outside: where events go, what time it is, who counts. */
    public record GatewayOutside(
            UsageSink sink, Clock clock, LongSupplier nanoTime, GatewayMetrics metrics) {}
}
