package io.fluxrouter.gateway.admit;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.LeaseAnswer;
import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.core.spend.SpendPeriod;
import io.fluxrouter.gateway.MemoryLeases;
import io.fluxrouter.gateway.TestTime;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** One account's cell, which leases out of memory, and what became of who needed money. */
final class OneCell {
    static final SpendAccount ACCOUNT =
            new SpendAccount(new UUID(0, 1), SpendAccount.Kind.CUSTOMER, SpendPeriod.MONTHLY);

    final TestTime time = new TestTime();
    final MemoryLeases leases;
    final SpendCells cells;
    final SpendCell cell;
    private final AtomicInteger grants = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();

    OneCell(String capInDollars) {
        this.leases = new MemoryLeases(Money.usd(capInDollars));
        this.cells = new SpendCells(leases, time);
        this.cell = cells.cell(ACCOUNT, Instant.EPOCH);
    }

    /** Has the cell lease so much, and what it leases with it. */
    void need(String dollars) {
        LeaseRound.Demand demand = new LeaseRound.Demand(Money.usd(dollars), Money.usd(dollars));
        cells.lease(cell, new Need(demand, grants, failures));
    }

    private record Need(LeaseRound.Demand demand, AtomicInteger grants, AtomicInteger failures)
            implements LeaseRound.Waiter {
        @Override
        public void answered(LeaseAnswer answer) {
            if (answer instanceof LeaseAnswer.Granted) grants.incrementAndGet();
        }

        @Override
        public void failed(Throwable cause) {
            failures.incrementAndGet();
        }
    }

    /** How often what was needed was granted. */
    int grants() {
        return grants.get();
    }

    /** How often no answer came. */
    int failures() {
        return failures.get();
    }
}
