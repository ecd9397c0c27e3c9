package io.fluxrouter.gateway;

import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.gateway.meter.UsageMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * The request plane's counters. Neither key nor customer is a label: their number has no bound.
 *
 * <p>Threads: safe for all.
 */
public final class GatewayMetrics {
    private final MeterRegistry registry;
    private final Counter admitted;
    private final UsageMetrics usage;
    private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);

    public GatewayMetrics(MeterRegistry registry) {
        this.registry = registry;
        usage = new UsageMetrics(registry);
        admitted = registry.counter("flux_requests_admitted");
        for (Refusal refusal : Refusal.values()) {
            String reason = refusal.name().toLowerCase(Locale.ROOT);
            refused.put(refusal, registry.counter("flux_requests_refused", "reason", reason));
        }
    }

    /** Where the parts of the request plane register what they watch themselves. */
    MeterRegistry registry() {
        return registry;
    }

    UsageMetrics usage() {
        return usage;
    }

    void admitted() {
        admitted.increment();
    }

    void refused(Refusal refusal) {
        Counter counter = refused.get(refusal);
        if (counter != null) counter.increment();
    }
}
