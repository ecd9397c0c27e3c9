package io.fluxrouter.app;

import io.fluxrouter.billing.duty.Duty;
import io.fluxrouter.billing.subscription.Subscriptions;
import io.fluxrouter.billing.terms.CustomerTerms;
import java.time.Duration;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/**
 * Lets subscriptions begin, turn and end within a second of their time, so that the gateway goes by
 * the plan a customer is on. Every node does it; what one has done, the others find done.
 */
final class PlanDuty implements Duty {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final Subscriptions subscriptions;

    PlanDuty(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.subscriptions = new Subscriptions(jdbi, clock);
    }

    @Override
    public String name() {
        return "plans";
    }

    @Override
    public Duration every() {
        return TICK;
    }

    @Override
    public boolean next() {
        if (subscriptions.turnNext()) return true;
        CustomerTerms.beginDue(jdbi, clock.instant());
        return false;
    }
}
