package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.clock.DueWork;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The invoice run of the customers who live on a test clock. */
public final class TestClockInvoices implements DueWork {
    private final InvoiceRun run;

    public TestClockInvoices(InvoiceRun run) {
        this.run = run;
    }

    @Override
    public Optional<Instant> nextDue(UUID clockId) {
        return run.nextDue(Whose.onClock(clockId));
    }

    @Override
    public void runDue(UUID clockId, Instant now) {
        run.runAll(now, Whose.onClock(clockId));
    }
}
