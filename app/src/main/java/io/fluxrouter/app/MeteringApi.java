package io.fluxrouter.app;

import io.fluxrouter.app.config.Config;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.event.Corrections;
import io.fluxrouter.billing.event.EventCommitter;
import io.fluxrouter.billing.event.EventIntake;
import io.fluxrouter.billing.event.EventLog;
import io.fluxrouter.billing.event.UnknownCustomers;
import io.fluxrouter.billing.meter.Features;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.plan.PlanContents;
import io.fluxrouter.billing.plan.PricedFeatures;
import io.fluxrouter.billing.subscription.EnforcedLimits;
import io.fluxrouter.billing.subscription.Subscriptions;
import io.fluxrouter.billing.total.MeterTotals;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.metering.CorrectionCalls;
import io.fluxrouter.console.metering.EventCalls;
import io.fluxrouter.console.metering.FeatureCalls;
import io.fluxrouter.console.metering.MeterUsageCalls;
import io.fluxrouter.console.metering.MeteringParts;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Features, meters and events, wired. Closing it commits the events that wait. */
final class MeteringApi implements AutoCloseable {
    private final Jdbi jdbi;
    private final Clock clock;
    private final MeterBook meters;
    private final EventIntake intake;
    private final EventCommitter committer;

    MeteringApi(Config config, Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.meters = new MeterBook(jdbi, System::nanoTime);
        UnknownCustomers unknown =
                switch (config.unknownCustomers()) {
                    case REFUSED -> UnknownCustomers.REFUSED;
                    case CREATED -> UnknownCustomers.CREATED;
                };
        this.intake =
                new EventIntake(
                        jdbi,
                        meters,
                        unknown,
                        new EnforcedLimits(meters, new Subscriptions(jdbi, clock)),
                        clock);
        this.committer = EventCommitter.start(intake);
    }

    /** The one book: what a call changes, every other must see. */
    MeterBook meters() {
        return meters;
    }

    List<Endpoint> endpoints() {
        MeteringParts parts = new MeteringParts(meters, clock);
        EventLog log = new EventLog(jdbi);
        List<Endpoint> all = new ArrayList<>();
        PricedFeatures priced =
                new PricedFeatures(jdbi, meters, new PlanContents(jdbi, clock), clock);
        all.addAll(new FeatureCalls(new Features(jdbi, meters, clock), priced).endpoints());
        all.addAll(new EventCalls(intake, committer, parts).endpoints());
        all.addAll(
                new CorrectionCalls(new Corrections(jdbi, intake, clock), log, parts).endpoints());
        all.addAll(
                new MeterUsageCalls(new MeterTotals(jdbi), log, new Customers(jdbi, clock), parts)
                        .endpoints());
        return all;
    }

    @Override
    public void close() {
        committer.close();
    }
}
