package io.fluxrouter.billing.credit;

import io.fluxrouter.billing.clock.DueWork;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** The expiry of credit of the customers who live on a test clock. */
public final class TestClockExpiry implements DueWork {
    private final Jdbi jdbi;
    private final Credits credits;

    public TestClockExpiry(Jdbi jdbi, Credits credits) {
        this.jdbi = jdbi;
        this.credits = credits;
    }

    @Override
    public Optional<Instant> nextDue(UUID clockId) {
        return jdbi.withHandle(handle -> GrantRows.nextExpiry(handle, clockId));
    }

    @Override
    public void runDue(UUID clockId, Instant now) {
        credits.expireDue(clockId, now);
    }
}
