package io.fluxrouter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.simulator.Settings;
import io.fluxrouter.simulator.SimulatedProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that take their time, by accident or to tie the server down. */
@TestInstance(Lifecycle.PER_CLASS)
class SlowClientTest {
    private static final Duration HEADERS = Duration.ofMillis(300);
    private static final Duration BODY = Duration.ofMillis(600);

    /** Bytes of a body come faster than any idle time-out, and never end. */
    private static final long DRIP_MILLIS = 20;

    private SimulatedProvider provider;
    private TestGateway gateway;

    @BeforeAll
    void start() {
        provider = SimulatedProvider.start(Settings.defaults());
        gateway =
                TestGateway.start(
                        TestCatalogs.at(provider.baseUri()),
                        GatewaySettings.on("127.0.0.1", 0).withPatience(HEADERS, BODY),
                        System::nanoTime);
    }

    @AfterAll
    void stop() {
        gateway.close();
        provider.close();
    }

    private void others_are_served() {
        int before = gateway.sink().events().size();
        assertThat(gateway.chat("flux-fast").statusCode()).isEqualTo(200);
        assertThat(gateway.sink().events()).as("no event but this one").hasSize(before + 1);
    }

    private void assertNothingHeld() {
        assertThat(gateway.cells().openHolds()).isZero();
        assertThat(gateway.sink().reserved()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "POST /v1/ch", "POST / HTTP/1.1\r\nHost: x\r\nX-Half: va"})
    void a_head_that_stops_is_cut_off(String start) throws IOException {
        try (RawClient slow = new RawClient(gateway.port())) {
            slow.send(start);
            others_are_served();
            assertThat(slow.untilClosed()).isEmpty();
        }
        assertNothingHeld();
    }

    @Test
    void headers_that_drip_are_cut_off() throws Exception {
        try (RawClient slow = new RawClient(gateway.port())) {
            slow.send("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nX-Long: ");
            slow.drip("a".repeat(1_000), DRIP_MILLIS);
            assertThat(slow.untilClosed()).isEmpty();
        }
        others_are_served();
        assertNothingHeld();
    }

    @Test
    void a_body_that_stops_is_a_408_and_the_connection_is_closed() throws IOException {
        try (RawClient slow = new RawClient(gateway.port())) {
            slow.send(RawClient.HEAD + "{\"model\":");
            others_are_served();
            assertIsTimeout(slow.untilClosed());
        }
        assertNothingHeld();
    }

    @Test
    void a_body_that_drips_is_a_408_and_the_connection_is_closed() throws Exception {
        try (RawClient slow = new RawClient(gateway.port())) {
            slow.send(RawClient.HEAD);
            Thread dripping = Thread.ofVirtual().start(() -> dripOn(slow));
            others_are_served();
            assertIsTimeout(slow.untilClosed());
            dripping.join();
        }
        assertNothingHeld();
    }

    private static void dripOn(RawClient slow) {
        try {
            slow.drip(" ".repeat(990), DRIP_MILLIS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void assertIsTimeout(String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.1 408 ")
                .containsIgnoringCase("\r\nconnection: close\r\n")
                .contains("{\"error\":{\"message\":")
                .contains("\"type\":\"invalid_request_error\"")
                .contains("\"code\":\"request_timeout\"");
    }

    @Test
    void a_body_nobody_waits_for_does_not_keep_a_connection_open() throws IOException {
        try (RawClient stranger = new RawClient(gateway.port())) {
            stranger.send(RawClient.HEAD.replace(TestGateway.KEY, "wrong") + "{");
            assertThat(stranger.untilClosed()).startsWith("HTTP/1.1 401 ");
        }
        try (RawClient elsewhere = new RawClient(gateway.port())) {
            elsewhere.send("POST /v1/keys HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{");
            assertThat(elsewhere.untilClosed()).isEmpty();
        }
        try (RawClient large = new RawClient(gateway.port())) {
            large.send(RawClient.HEAD.replace("1000", "999999999") + "{");
            assertThat(large.untilClosed()).startsWith("HTTP/1.1 413 ");
        }
        assertNothingHeld();
    }

    @Test
    void a_thousand_silent_connections_do_not_stop_service() throws IOException {
        List<RawClient> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 1_000; i++) {
                RawClient client = new RawClient(gateway.port());
                silent.add(client);
                client.send(i % 2 == 0 ? RawClient.HEAD : "POST /v1/ch");
                if (i % 250 == 0) others_are_served();
            }
            others_are_served();
            for (RawClient client : silent) client.untilClosed();
        } finally {
            for (RawClient client : silent) client.close();
        }
        others_are_served();
        assertNothingHeld();
    }
}
