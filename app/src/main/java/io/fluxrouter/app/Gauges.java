package io.fluxrouter.app;

import io.fluxrouter.billing.settle.Settler;
import io.fluxrouter.gateway.admit.SpendCells;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The figures an operator watches, read when they are scraped. */
final class Gauges {
    private Gauges() {}

    static void register(
            MeterRegistry metrics, SpendCells cells, Settler settler, InstantSource clock) {
        Gauge.builder("flux_held_nanousd", cells, held -> held.held().nanos())
                .description("Money in open holds of this node")
                .register(metrics);
        Gauge.builder("flux_open_holds", cells, SpendCells::openHolds)
                .description("Requests that hold money now")
                .register(metrics);
        FunctionCounter.builder("flux_leases_refused", cells, SpendCells::leasesRefused)
                .description("How often an account had nothing more to lease to this node")
                .register(metrics);
        Gauge.builder("flux_journal_backlog_events", settler, s -> s.health().waiting())
                .description("Events kept in the journal and not yet in the ledger")
                .register(metrics);
        Gauge.builder("flux_journal_backlog_bytes", settler, s -> s.health().waitingBytes())
                .description("What these take in the journal")
                .register(metrics);
        Gauge.builder("flux_journal_backlog_age_seconds", settler, s -> age(s, clock))
                .description("How old the oldest of them is; 0 if none is known to wait")
                .register(metrics);
    }

    private static double age(Settler settler, InstantSource clock) {
        Instant oldest = settler.health().oldest();
        if (oldest == null) return 0;
        return Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1e3);
    }
}
