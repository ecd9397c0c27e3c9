package io.fluxrouter.gateway.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.gateway.MemoryLeases;
import io.fluxrouter.gateway.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cap that moves while a node has leased of it: what it leased under the old one goes back. */
class MovedCapTest {
    private final OneCell one = new OneCell("10");
    private final TestTime time = one.time;
    private final MemoryLeases leases = one.leases;
    private final SpendCells cells = one.cells;
    private final SpendCell cell = one.cell;

    @BeforeEach
    void leaseFour() {
        lease("4");
    }

    private void lease(String dollars) {
        int before = one.grants();
        one.need(dollars);
        assertThat(one.grants()).isEqualTo(before + 1);
    }

    private Hold hold(String dollars) {
        long now = time.getAsLong();
        assertThat(cell.take(Money.usd(dollars), now)).isTrue();
        return new Hold(List.of(cell), Money.usd(dollars), now);
    }

    private void moveCap(String dollars) {
        leases.moveCap(OneCell.ACCOUNT.id(), Money.usd(dollars));
    }

    @Test
    void what_no_request_holds_goes_back_at_once_however_new_it_is() {
        Hold running = hold("1");
        moveCap("2");
        assertThat(cell.free()).isEqualTo(Money.ZERO);
        assertThat(leases.leased()).isEqualTo(Money.usd("1"));
        assertThat(running.isOpen()).isTrue();
    }

    @Test
    void what_a_request_held_and_did_not_cost_is_for_no_other_request_and_goes_back() {
        Hold running = hold("1");
        moveCap("0.5");
        time.pass(Duration.ofSeconds(1));
        running.settle(Money.usd("0.3"));
        assertThat(cell.free()).isEqualTo(Money.ZERO);
        cells.sweep(Instant.EPOCH);
        // The store takes what was spent out of the lease when it settles.
        assertThat(leases.leased()).isEqualTo(Money.usd("0.3"));
    }

    @Test
    void a_hold_of_the_same_moment_counts_as_one_from_before() {
        Hold running = hold("4");
        moveCap("0.5");
        running.release();
        assertThat(cell.free()).isEqualTo(Money.ZERO);
    }

    @Test
    void what_is_held_after_the_move_is_free_again_as_ever() {
        moveCap("8");
        time.pass(Duration.ofNanos(1));
        lease("2");
        Money free = cell.free();
        hold("2").settle(Money.usd("0.5"));
        assertThat(cell.free()).isEqualTo(free.minus(Money.usd("0.5")));
    }

    @Test
    void an_overrun_of_a_request_from_before_is_a_debt_as_ever() {
        Hold running = hold("1");
        moveCap("5");
        running.settle(Money.usd("1.2"));
        assertThat(cell.free()).isEqualTo(Money.usd("-0.2"));
        cells.giveBackAll();
        assertThat(cell.free()).isEqualTo(Money.usd("-0.2"));
    }

    @Test
    void what_a_request_leaves_makes_good_for_another_ones_overrun_before_it_goes_back() {
        Hold dear = hold("1");
        Hold cheap = hold("3");
        moveCap("5");
        dear.settle(Money.usd("1.5"));
        cheap.settle(Money.usd("2.3"));
        cells.sweep(Instant.EPOCH);
        assertThat(leases.leased()).isEqualTo(Money.usd("3.8"));
        assertThat(cell.free()).isEqualTo(Money.ZERO);
    }

    @Test
    void a_node_that_stops_gives_back_what_was_recalled_too() {
        Hold running = hold("1");
        moveCap("5");
        running.release();
        assertThat(cell.empty()).isFalse();
        cells.giveBackAll();
        assertThat(leases.leased()).isEqualTo(Money.ZERO);
        assertThat(cell.empty()).isTrue();
    }
}
