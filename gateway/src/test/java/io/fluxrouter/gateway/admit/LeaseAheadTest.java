package io.fluxrouter.gateway.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.LeaseAnswer;
import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.core.spend.SpendPeriod;
import io.fluxrouter.gateway.MemoryLeases;
import io.fluxrouter.gateway.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Leasing ahead of need, and what it does while the store is away. */
class LeaseAheadTest {
    private static final SpendAccount ACCOUNT =
            new SpendAccount(new UUID(0, 1), SpendAccount.Kind.CUSTOMER, SpendPeriod.MONTHLY);

    private final TestTime time = new TestTime();
    private final MemoryLeases leases = new MemoryLeases(Money.usd("100"));
    private final SpendCells cells = new SpendCells(leases, time);
    private final SpendCell cell = cells.cell(ACCOUNT, Instant.EPOCH);
    private final AtomicInteger failures = new AtomicInteger();

    private void need(String dollars) {
        LeaseRound.Demand demand = new LeaseRound.Demand(Money.usd(dollars), Money.usd(dollars));
        cells.lease(cell, new Need(demand, failures));
    }

    private record Need(LeaseRound.Demand demand, AtomicInteger failures)
            implements LeaseRound.Waiter {
        @Override
        public void answered(LeaseAnswer answer) {}

        @Override
        public void failed(Throwable cause) {
            failures.incrementAndGet();
        }
    }

    /** The cell has heard that there is more, and has little of it left. */
    private void runLow() {
        need("1");
        assertThat(cell.take(cell.free().minus(Money.usd("0.01")), time.getAsLong())).isTrue();
    }

    private void refill(int times) {
        for (int i = 0; i < times; i++) cells.refill(cell);
    }

    @Test
    void a_cell_that_runs_low_is_refilled_once() {
        runLow();
        refill(100);
        assertThat(leases.asked()).isEqualTo(2);
        assertThat(cell.free()).isGreaterThan(Money.usd("1"));
    }

    @Test
    void a_store_that_is_away_is_asked_once_a_second_however_many_requests_there_are() {
        runLow();
        leases.away(true);
        refill(1_000);
        assertThat(leases.asked()).isEqualTo(2);
        time.pass(SpendCells.AFTER_FAILURE.minus(Duration.ofNanos(1)));
        refill(1_000);
        assertThat(leases.asked()).isEqualTo(2);
        time.pass(Duration.ofNanos(1));
        refill(1_000);
        assertThat(leases.asked()).isEqualTo(3);
    }

    @Test
    void a_request_without_money_asks_during_the_pause_and_an_answer_ends_it() {
        runLow();
        leases.away(true);
        refill(1);
        need("1");
        assertThat(failures).hasValue(1);
        leases.away(false);
        need("1");
        assertThat(failures).hasValue(1);
        int asked = leases.asked();
        assertThat(cell.take(cell.free(), time.getAsLong())).isTrue();
        refill(1);
        assertThat(leases.asked()).isEqualTo(asked + 1);
    }
}
