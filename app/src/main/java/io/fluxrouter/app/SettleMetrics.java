package io.fluxrouter.app;

import io.fluxrouter.billing.settle.Rejection;
import io.fluxrouter.billing.settle.SettleListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** The settler's counters. Safe for all threads. */
final class SettleMetrics implements SettleListener {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10)
    };

    private final Timer batches;
    private final Counter settled;
    private final Map<Rejection, Counter> rejected = new EnumMap<>(Rejection.class);

    SettleMetrics(MeterRegistry metrics) {
        batches =
                Timer.builder("flux_settle_batch")
                        .description("The transaction that settles a batch")
                        .serviceLevelObjectives(BUCKETS)
                        .register(metrics);
        settled =
                Counter.builder("flux_events_settled")
                        .description("Usage events that came into the ledger")
                        .register(metrics);
        for (Rejection reason : Rejection.values()) {
            rejected.put(
                    reason,
                    Counter.builder("flux_events_rejected")
                            .description("Usage events set aside instead of settled")
                            .tag("reason", reason.key())
                            .register(metrics));
        }
    }

    @Override
    public void settled(int events, Duration took) {
        batches.record(took);
        settled.increment(events);
    }

    @Override
    public void rejected(Rejection reason, int events) {
        Counter counter = rejected.get(reason);
        if (counter != null) counter.increment(events);
    }
}
