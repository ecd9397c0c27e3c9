package io.fluxrouter.app;

import io.fluxrouter.billing.settle.Settler;
import io.fluxrouter.gateway.admit.SpendCells;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The figures an operator watches, read when they are scraped. */
final class Gauges {
    private Gauges() {}

    static void register(MeterRegistry metrics, SpendCells cells, Settler settler) {
        Gauge.builder("flux_held_nanousd", cells, held -> held.held().nanos())
                .description("Money in open holds of this node")
                .register(metrics);
        Gauge.builder("flux_open_holds", cells, SpendCells::openHolds)
                .description("Requests that hold money now")
                .register(metrics);
        Gauge.builder("flux_settler_waiting_events", settler, s -> s.health().waiting())
                .description("Events kept in the journal and not yet in the ledger")
                .register(metrics);
    }
}
