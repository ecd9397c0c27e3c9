package io.fluxrouter.gateway;

import io.fluxrouter.core.auth.KeyCheck;
import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.core.spend.BudgetWarning;
import io.fluxrouter.core.usage.UsageSink;
import io.fluxrouter.gateway.admit.Admission;
import io.fluxrouter.gateway.admit.SpendCells;
import io.fluxrouter.gateway.auth.Authenticator;
import io.fluxrouter.gateway.limit.RateLimits;
import io.fluxrouter.gateway.upstream.Circuits;
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
        GatewayMetrics metrics,
        Circuits circuits,
        BudgetWarning.Source warnings) {

    public static GatewayParts of(
            KeyCheck keyCheck,
            SpendCells cells,
            Supplier<Catalog> catalog,
            GatewayOutside outside) {
        Circuits circuits = new Circuits(outside.nanoTime(), outside.metrics().registry());
        circuits.watch(catalog.get().providers().values());
        return new GatewayParts(
                new Authenticator(keyCheck, outside.clock()),
                new RateLimits(new NanoMeter(outside.nanoTime()), outside.clock()),
                new Admission(cells),
                cells,
                catalog,
                outside.sink(),
                outside.clock(),
                outside.nanoTime(),
                outside.metrics(),
                circuits,
                outside.warnings());
    }

    /** What the request plane takes from outside: where events go, what time it is, who counts. */
    public record GatewayOutside(
            UsageSink sink,
            Clock clock,
            LongSupplier nanoTime,
            GatewayMetrics metrics,
            BudgetWarning.Source warnings) {

        /** Nobody is warned of a budget. */
        public GatewayOutside(
                UsageSink sink, Clock clock, LongSupplier nanoTime, GatewayMetrics metrics) {
            this(sink, clock, nanoTime, metrics, BudgetWarning.Source.NONE);
        }
    }
}
