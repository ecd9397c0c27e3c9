package io.fluxrouter.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.gateway.TestTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitTest {
    private static final Duration TICK = Duration.ofMillis(1);

    private final TestTime time = new TestTime();
    private final Circuit circuit = new Circuit("somebody", time);

    private void fail(int calls) {
        for (int i = 0; i < calls; i++) {
            assertThat(circuit.tryCall()).isTrue();
            circuit.failed();
        }
    }

    private void answer(int calls) {
        for (int i = 0; i < calls; i++) {
            assertThat(circuit.tryCall()).isTrue();
            circuit.answered();
        }
    }

    @Test
    void one_failure_less_than_proves_something_holds_nobody_back() {
        fail(Circuit.LEAST_CALLS - 1);
        assertThat(circuit.tryCall()).isTrue();
        assertThat(circuit.state()).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void failures_in_a_row_open_it_for_a_bounded_time() {
        fail(Circuit.LEAST_CALLS);
        assertThat(circuit.state()).isEqualTo(CircuitState.OPEN);
        assertThat(circuit.heldBackNanos()).isEqualTo(Circuit.OPEN.toNanos());
        time.pass(Circuit.OPEN.minus(TICK));
        assertThat(circuit.tryCall()).isFalse();
        time.pass(TICK.multipliedBy(2));
        assertThat(circuit.tryCall()).isTrue();
        assertThat(circuit.state()).isEqualTo(CircuitState.HALF_OPEN);
    }

    @Test
    void two_probes_at_a_time_and_their_answers_close_it() {
        fail(Circuit.LEAST_CALLS);
        time.pass(Circuit.OPEN.plus(TICK));
        assertThat(circuit.tryCall()).isTrue();
        assertThat(circuit.tryCall()).isTrue();
        assertThat(circuit.tryCall()).isFalse();
        circuit.answered();
        circuit.answered();
        assertThat(circuit.state()).isEqualTo(CircuitState.CLOSED);
        answer(50);
    }

    @Test
    void probes_that_fail_open_it_again() {
        fail(Circuit.LEAST_CALLS);
        time.pass(Circuit.OPEN.plus(TICK));
        fail(2);
        assertThat(circuit.state()).isEqualTo(CircuitState.OPEN);
        assertThat(circuit.tryCall()).isFalse();
    }

    @Test
    void a_probe_that_told_nothing_leaves_room_for_another() {
        fail(Circuit.LEAST_CALLS);
        time.pass(Circuit.OPEN.plus(TICK));
        for (int i = 0; i < 10; i++) {
            assertThat(circuit.tryCall()).isTrue();
            circuit.abandoned();
        }
        answer(2);
        assertThat(circuit.state()).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void a_few_failures_among_many_answers_do_not_matter_and_half_of_them_do() {
        answer(20);
        fail(9);
        assertThat(circuit.state()).isEqualTo(CircuitState.CLOSED);
        fail(1);
        assertThat(circuit.state()).isEqualTo(CircuitState.OPEN);
    }

    @Test
    void an_overloaded_provider_is_left_alone_for_as_long_as_it_asks_and_is_no_failure() {
        for (int i = 0; i < 30; i++) {
            assertThat(circuit.tryCall()).isTrue();
            circuit.overloaded(Duration.ofSeconds(3));
            assertThat(circuit.state()).isEqualTo(CircuitState.COOLING);
            assertThat(circuit.heldBackNanos()).isEqualTo(Duration.ofSeconds(3).toNanos());
            time.pass(Duration.ofSeconds(3).minus(TICK));
            assertThat(circuit.tryCall()).isFalse();
            time.pass(TICK);
        }
        assertThat(circuit.state()).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void nobody_is_left_alone_for_a_day_because_it_asked() {
        assertThat(circuit.tryCall()).isTrue();
        circuit.overloaded(Duration.ofDays(1));
        time.pass(Circuit.LONGEST_COOLING);
        assertThat(circuit.tryCall()).isTrue();
    }

    @Test
    void a_shorter_pause_does_not_cut_a_longer_one() {
        assertThat(circuit.tryCall()).isTrue();
        assertThat(circuit.tryCall()).isTrue();
        circuit.overloaded(Duration.ofSeconds(10));
        circuit.overloaded(Duration.ofSeconds(1));
        assertThat(circuit.heldBackNanos()).isEqualTo(Duration.ofSeconds(10).toNanos());
    }
}
