package io.fluxrouter.app;

import io.fluxrouter.billing.experiment.PriceExperiments;
import io.fluxrouter.billing.usage.UsageReports;
import io.fluxrouter.console.api.Settled;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.margin.ExperimentCalls;
import io.fluxrouter.console.margin.MarginCalls;
import io.fluxrouter.core.catalog.Catalog;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** What the operator earns, wired. */
final class MarginApi {
    private MarginApi() {}

    static List<Endpoint> endpoints(Jdbi jdbi, Catalog catalog, Settled settled, Clock clock) {
        List<Endpoint> all = new ArrayList<>();
        all.addAll(new MarginCalls(new UsageReports(jdbi), settled, clock).endpoints());
        all.addAll(
                new ExperimentCalls(new PriceExperiments(jdbi), () -> catalog, settled, clock)
                        .endpoints());
        return all;
    }
}
