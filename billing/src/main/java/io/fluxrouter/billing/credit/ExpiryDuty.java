package io.fluxrouter.billing.credit;

import io.fluxrouter.billing.duty.Duty;
import java.time.Duration;
import java.time.InstantSource;

/** Takes back what is left of grants that have expired. Nothing spends them meanwhile. */
public final class ExpiryDuty implements Duty {
    private final Credits credits;
    private final InstantSource clock;

    public ExpiryDuty(Credits credits, InstantSource clock) {
        this.credits = credits;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "credit-expiry";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(5);
    }

    @Override
    public boolean next() {
        credits.expireDue(clock.instant());
        return false;
    }
}
