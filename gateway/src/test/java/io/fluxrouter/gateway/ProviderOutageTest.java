package io.fluxrouter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.simulator.Settings;
import io.fluxrouter.simulator.SimulatedProvider;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two providers; what happens to the first decides who serves. */
class ProviderOutageTest {
    /** Longer than a circuit stays open. */
    private static final Duration PAUSE = Duration.ofSeconds(6);

    private static final int UNTIL_OPEN = 5;

    private final TestTime time = new TestTime();
    private SimulatedProvider a;
    private SimulatedProvider b;
    private TestGateway gateway;

    @BeforeEach
    void start() {
        a = SimulatedProvider.start(Settings.defaults());
        b = SimulatedProvider.start(Settings.defaults());
        gateway = TestGateway.start(TestCatalogs.at(a.baseUri(), b.baseUri()), time);
    }

    @AfterEach
    void stop() {
        gateway.close();
        a.close();
        b.close();
    }

    private void chat(int times, String servedBy) {
        for (int i = 0; i < times; i++) {
            HttpResponse<String> answer = gateway.chat("flux-fast");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("X-Flux-Provider")).contains(servedBy);
        }
    }

    private double gauge(String provider, String state) {
        return gateway.metrics()
                .get("flux_provider_circuit")
                .tag("provider", provider)
                .tag("state", state)
                .gauge()
                .value();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail=500", "fail=503", "cut"})
    void a_provider_that_fails_is_no_longer_called_and_comes_back_after_the_pause(String fault) {
        a.faults().forModel("model-a", fault);
        chat(20, "b");
        assertThat(a.tally().requests()).isEqualTo(UNTIL_OPEN);
        assertThat(gauge("a", "open")).isEqualTo(1);
        assertThat(gauge("a", "closed")).isZero();
        assertThat(gauge("b", "closed")).isEqualTo(1);

        time.pass(PAUSE);
        chat(20, "b");
        assertThat(a.tally().requests()).as("with two probes").isEqualTo(UNTIL_OPEN + 2);

        a.faults().clear();
        chat(1, "b");
        time.pass(PAUSE);
        chat(20, "a");
        assertThat(gauge("a", "closed")).isEqualTo(1);
    }

    @Test
    void a_provider_that_is_silent_is_not_waited_for_over_and_over() {
        gateway.close();
        gateway =
                TestGateway.start(
                        TestCatalogs.at(Duration.ofSeconds(1), a.baseUri(), b.baseUri()), time);
        a.faults().forModel("model-a", "stall");
        for (int calls = 1; calls <= UNTIL_OPEN; calls++) {
            CompletableFuture<Void> chat = CompletableFuture.runAsync(() -> chat(1, "b"));
            while (a.tally().requests() < calls && !chat.isDone()) Thread.onSpinWait();
            time.pass(Duration.ofSeconds(2));
            chat.join();
        }
        chat(3, "b");
        assertThat(a.tally().requests()).isEqualTo(UNTIL_OPEN);
    }

    @Test
    void a_provider_that_cannot_be_reached_is_held_back_too() {
        a.close();
        chat(20, "b");
        assertThat(gauge("a", "open")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 422})
    void what_is_wrong_with_a_request_is_no_fault_of_the_provider(int status) {
        a.faults().forModel("model-a", "fail=" + status);
        for (int i = 0; i < 20; i++) {
            assertThat(gateway.chat("flux-fast").statusCode()).isEqualTo(status);
        }
        assertThat(a.tally().requests()).isEqualTo(20);
        assertThat(gauge("a", "closed")).isEqualTo(1);
    }

    @Test
    void an_overloaded_provider_is_left_alone_for_as_long_as_it_asks() {
        a.faults().next(1, "fail=429"); // with Retry-After: 1
        chat(10, "b");
        assertThat(a.tally().requests()).isEqualTo(1);
        assertThat(gauge("a", "cooling")).isEqualTo(1);
        time.pass(Duration.ofMillis(999));
        chat(1, "b");
        time.pass(Duration.ofMillis(1));
        chat(10, "a");
    }

    @Test
    void where_all_are_held_back_the_one_whose_time_comes_first_is_tried() {
        a.faults().forModel("model-a", "fail=500");
        chat(UNTIL_OPEN, "b");
        time.pass(Duration.ofSeconds(1));
        b.faults().forModel("model-b", "fail=500");
        while (gauge("b", "open") < 1) gateway.chat("flux-fast");
        long calledBefore = b.tally().requests();

        a.faults().clear();
        b.faults().clear();
        chat(3, "a");
        assertThat(b.tally().requests()).isEqualTo(calledBefore);
    }

    @Test
    void one_that_is_held_back_is_tried_where_the_others_fail() {
        a.faults().next(UNTIL_OPEN, "fail=500");
        chat(UNTIL_OPEN, "b");
        b.faults().next(1, "fail=500");
        chat(1, "a");
        chat(1, "b");
    }

    @Test
    void a_model_that_only_one_provider_has_is_tried_though_it_failed() {
        a.faults().forModel("model-a", "fail=500");
        for (int i = 0; i < 10; i++) {
            HttpResponse<String> answer = gateway.chat("model-a");
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("provider_unavailable");
        }
        a.faults().clear();
        assertThat(gateway.chat("model-a").statusCode()).isEqualTo(200);
    }
}
