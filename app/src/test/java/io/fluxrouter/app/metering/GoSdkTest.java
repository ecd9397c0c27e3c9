package io.fluxrouter.app.metering;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the client behaves as the SDK does where a server does not please it. */
class GoSdkTest {
    private static final String EVENT =
            "{\"id\":\"e\",\"customer_id\":\"c\",\"meter_id\":\"m\",\"quantity\":\"1\","
                    + "\"timestamp\":\"t\",\"created_at\":\"t\",\"meta_data\":{}}";

    /** An answer of a server; the last one is given for ever. */
    private record Answer(int status, String body) {}

    @Test
    void it_tries_again_after_every_error_whatever_its_status() throws IOException {
        GoSdk.Outcome outcome =
                track(
                        new Answer(400, "{\"detail\":\"no\"}"),
                        new Answer(401, "{}"),
                        new Answer(404, "{\"detail\":\"no\"}"),
                        new Answer(409, "{\"message\":\"no\"}"),
                        new Answer(422, "[]"),
                        new Answer(500, "<html>"),
                        new Answer(201, EVENT));
        assertThat(outcome.error()).isEmpty();
        assertThat(outcome.attempts()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // a 204
                "{}",
                "<html>",
                "{\"id\":\"e\",\"customer_id\":\"c\",\"meter_id\":\"m\",\"quantity\":1,"
                        + "\"timestamp\":\"t\",\"created_at\":\"t\",\"meta_data\":{}}"
            })
    void an_answer_without_an_event_is_a_failure_and_so_is_a_number(String body)
            throws IOException {
        GoSdk.Outcome outcome = track(new Answer(body.isEmpty() ? 204 : 200, body));
        assertThat(outcome.error()).isEqualTo("Unknown error");
        assertThat(outcome.attempts()).isEqualTo(GoSdk.ATTEMPTS);
    }

    @Test
    void the_text_of_a_failure_is_a_string_or_lost() throws IOException {
        assertThat(track(new Answer(422, "{\"detail\":[{\"msg\":\"x\"}]}")).error())
                .isEqualTo("Unknown error");
        assertThat(track(new Answer(422, "{\"detail\":\"what is wrong\"}")).error())
                .isEqualTo("what is wrong");
    }

    private static GoSdk.Outcome track(Answer... answers) throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    int next = Math.min(asked.getAndIncrement(), answers.length - 1);
                    byte[] body = answers[next].body().getBytes(StandardCharsets.UTF_8);
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(
                            answers[next].status(), body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        try {
            String origin = "http://127.0.0.1:" + server.getAddress().getPort();
            return new GoSdk(origin, "sk_live_x").flush(List.of("{}")).getFirst();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        } finally {
            server.stop(0);
        }
    }
}
