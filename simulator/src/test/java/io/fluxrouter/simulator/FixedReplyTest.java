package io.fluxrouter.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FixedReplyTest {
    private static final Usage USAGE = new Usage(100, 45, 0, 0);
    private static final Settings SETTINGS =
            Settings.defaults()
                    .withEventLoops(2)
                    .withFixedReply(FixedReply.of("gpt-4o-mini", 20, USAGE));

    @Test
    void the_same_reply_is_sent_and_counted() throws Exception {
        try (SimulatedProvider provider = SimulatedProvider.start(SETTINGS);
                Caller caller = new Caller(provider)) {
            JsonNode plain = caller.json(Caller.ask("", "Hello!"));
            String stream = "\"stream\": true,";
            String options = "\"stream_options\":{\"include_usage\":true},";
            List<String> bare = caller.events(Caller.ask(stream, "Hello!"));
            List<String> full = caller.events(Caller.ask(stream + options, "Hello!"));

            assertThat(plain.at("/usage/completion_tokens").asInt()).isEqualTo(45);
            assertThat(bare).hasSize(1 + 20 + 1 + 1).noneMatch(event -> event.contains("usage"));
            assertThat(full).hasSize(1 + 20 + 1 + 1 + 1);
            assertThat(full.get(22)).contains("\"prompt_tokens\":100");
            Tally tally = provider.tally();
            assertThat(tally.served()).isEqualTo(new Usage(300, 135, 0, 0));
            assertThat(tally.claimed()).isEqualTo(new Usage(200, 90, 0, 0));
        }
    }

    @Test
    void a_question_about_streaming_does_not_stream() throws Exception {
        try (SimulatedProvider provider = SimulatedProvider.start(SETTINGS);
                Caller caller = new Caller(provider)) {
            assertThat(caller.post(Caller.ask("", "Set \"stream\":true, please")).body())
                    .startsWith("{");
        }
    }

    @Test
    void faults_still_apply() throws Exception {
        try (SimulatedProvider provider = SimulatedProvider.start(SETTINGS);
                Caller caller = new Caller(provider)) {
            assertThat(caller.post(Caller.faulty("fail=503")).statusCode()).isEqualTo(503);
            provider.faults().next(1, "fail=500");
            assertThat(caller.post(Caller.ask("", "Hello!")).statusCode()).isEqualTo(500);
            assertThat(caller.post(Caller.ask("", "Hello!")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void two_providers_of_one_vertx_have_their_own_ports() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (SimulatedProvider one = started(vertx, SETTINGS);
                SimulatedProvider two = started(vertx, SETTINGS);
                Caller caller = new Caller(two)) {
            for (int i = 0; i < 10; i++) caller.json(Caller.ask("", "Hello!"));

            assertThat(two.port()).isNotEqualTo(one.port()).isPositive();
            assertThat(one.tally().requests()).isZero();
            assertThat(two.tally().requests()).isEqualTo(10);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void many_streams_are_paced_at_once_on_shared_event_loops() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (SimulatedProvider provider = started(vertx, SETTINGS.withPace(Pace.of(5, 5)));
                Caller caller = new Caller(provider)) {
            List<CompletableFuture<?>> replies = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                replies.add(caller.start(Caller.ask("\"stream\":true,", "Hello!")));
            }
            CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new))
                    .get(30, TimeUnit.SECONDS);

            Tally tally = provider.tally();
            assertThat(tally.requests()).isEqualTo(200);
            assertThat(tally.status(200)).isEqualTo(200);
            assertThat(tally.openStreams()).isZero();
            assertThat(tally.served().completion()).isEqualTo(200 * 45);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private static SimulatedProvider started(Vertx vertx, Settings settings) throws Exception {
        return SimulatedProvider.start(vertx, settings)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }
}
