package io.fluxrouter.billing.subscription;

import io.fluxrouter.billing.clock.DueWork;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** The turns of the subscriptions of customers who live on a test clock. */
public final class TestClockTurns implements DueWork {
    private final Jdbi jdbi;

    public TestClockTurns(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Optional<Instant> nextDue(UUID clockId) {
        return jdbi.withHandle(handle -> SubscriptionRows.nextTurn(handle, clockId));
    }

    @Override
    public void runDue(UUID clockId, Instant now) {
        boolean more = true;
        while (more) more = jdbi.inTransaction(tx -> Turns.next(tx, clockId, now));
    }
}
