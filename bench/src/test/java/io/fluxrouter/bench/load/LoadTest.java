package io.fluxrouter.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.simulator.Settings;
import io.fluxrouter.simulator.SimulatedProvider;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The load tells what failed from what was served. */
class LoadTest {
    private static final int REQUESTS = 50;
    private static final OpenLoop.Plan FIFTY =
            new OpenLoop.Plan(10, 200, Duration.ZERO, Duration.ofMillis(250));
    // Long enough for a busy machine to bring a stream to its third chunk.
    private static final StreamLoad.Plan STREAMS =
            new StreamLoad.Plan(
                    4, Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofSeconds(3));

    private SimulatedProvider provider;
    private LoadLoop loop;
    private Target target;

    @BeforeEach
    void start() {
        provider = SimulatedProvider.start(Settings.defaults());
        loop = LoadLoop.start();
        target = Target.plain("provider", provider.port(), () -> 0);
    }

    @AfterEach
    void stop() {
        loop.close();
        provider.close();
    }

    @Test
    void what_is_served_is_no_error_and_has_a_latency() {
        Measured measured = OpenLoop.run(loop, target, FIFTY);

        assertThat(measured.requests()).isEqualTo(REQUESTS);
        assertThat(measured.errors()).isZero();
        assertThat(measured.p50Millis()).isPositive();
        assertThat(measured.p99Millis()).isGreaterThanOrEqualTo(measured.p50Millis());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail=500", "cut", "cut-after=3"})
    void each_answer_that_is_bad_or_broken_is_an_error(String fault) {
        provider.faults().next(5, fault);

        Measured measured = OpenLoop.run(loop, target, FIFTY);

        assertThat(measured.requests()).isEqualTo(REQUESTS);
        assertThat(measured.errors()).isEqualTo(5);
    }

    @Test
    void streams_that_end_whole_are_counted() {
        Measured measured = StreamLoad.run(loop, target, STREAMS, () -> {});

        assertThat(measured.requests()).isPositive();
        assertThat(measured.errors()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail=500", "cut", "cut-after=3"})
    void streams_that_break_off_are_errors(String fault) {
        provider.faults().next(4, fault);

        Measured measured = StreamLoad.run(loop, target, STREAMS, () -> {});

        assertThat(measured.errors()).isGreaterThanOrEqualTo(4);
    }
}
