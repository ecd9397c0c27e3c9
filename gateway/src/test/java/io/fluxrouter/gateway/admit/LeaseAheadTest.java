package io.fluxrouter.gateway.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.gateway.MemoryLeases;
import io.fluxrouter.gateway.TestTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Leasing ahead of need, and what it does while the store is away. */
class LeaseAheadTest {
    private final OneCell one = new OneCell("100");
    private final TestTime time = one.time;
    private final MemoryLeases leases = one.leases;
    private final SpendCells cells = one.cells;
    private final SpendCell cell = one.cell;

    /** The cell has heard that there is more, and has little of it left. */
    private void runLow() {
        one.need("1");
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
        one.need("1");
        assertThat(one.failures()).isEqualTo(1);
        leases.away(false);
        one.need("1");
        assertThat(one.failures()).isEqualTo(1);
        int asked = leases.asked();
        assertThat(cell.take(cell.free(), time.getAsLong())).isTrue();
        refill(1);
        assertThat(leases.asked()).isEqualTo(asked + 1);
    }
}
