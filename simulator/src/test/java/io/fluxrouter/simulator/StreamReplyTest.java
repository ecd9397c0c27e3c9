package io.fluxrouter.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StreamReplyTest {
    private static final String STREAM = "\"stream\":true,";
    private static final String WITH_USAGE =
            STREAM + "\"stream_options\":{\"include_usage\":true},";

    private final SimulatedProvider provider = SimulatedProvider.start(Settings.defaults());
    private final Caller caller = new Caller(provider);

    @AfterEach
    void stop() {
        caller.close();
        provider.close();
    }

    @Test
    void a_stream_says_what_the_plain_reply_says() throws Exception {
        JsonNode plain = caller.json(Caller.ask("", "Explain tides"));
        HttpResponse<String> reply = caller.post(Caller.ask(WITH_USAGE, "Explain tides"));
        List<String> events = Caller.events(reply);

        assertThat(reply.headers().firstValue("content-type").orElse(""))
                .startsWith("text/event-stream");
        assertThat(text(events, "/choices/0/delta/content"))
                .isEqualTo(plain.at("/choices/0/message/content").asString());
        assertThat(events.getLast()).isEqualTo("[DONE]");
        JsonNode usage = Json.MAPPER.readTree(events.get(events.size() - 2));
        assertThat(usage.path("choices")).isEmpty();
        assertThat(usage.path("usage")).isEqualTo(plain.path("usage"));
        JsonNode finish = Json.MAPPER.readTree(events.get(events.size() - 3));
        assertThat(finish.at("/choices/0/delta")).isEmpty();
        assertThat(finish.at("/choices/0/finish_reason").asString()).isEqualTo("stop");
        JsonNode role = Json.MAPPER.readTree(events.getFirst());
        assertThat(role.at("/choices/0/delta/role").asString()).isEqualTo("assistant");
        assertThat(role.path("usage").isNull()).isTrue();
        assertThat(role.path("object").asString()).isEqualTo("chat.completion.chunk");
        // A role, one event a token, a finish, a usage, the end.
        assertThat(events).hasSize(4 + usage.at("/usage/completion_tokens").asInt());
    }

    @Test
    void usage_is_absent_unless_asked_for() throws Exception {
        assertThat(caller.post(Caller.ask(STREAM, "Hello!")).body()).doesNotContain("usage");
    }

    @Test
    void choices_take_turns() throws Exception {
        List<String> events = caller.events(Caller.ask("\"n\":2," + STREAM, "Explain tides"));
        JsonNode plain = caller.json(Caller.ask("\"n\":2,", "Explain tides"));

        for (int choice = 0; choice < 2; choice++) {
            String mark = "\"index\":" + choice + ",\"delta\"";
            List<String> own = events.stream().filter(event -> event.contains(mark)).toList();
            assertThat(text(own, "/choices/0/delta/content"))
                    .isEqualTo(plain.at("/choices/" + choice + "/message/content").asString());
        }
        assertThat(events.get(2)).contains("\"index\":0");
        assertThat(events.get(3)).contains("\"index\":1");
    }

    @Test
    void tool_arguments_come_in_pieces() throws Exception {
        String tools =
                """
                "tools":[{"type":"function","function":{"name":"weather","parameters":{
                  "type":"object","required":["city"],"properties":{"city":{"type":"string"}}}}}],
                """;
        List<String> events = caller.events(Caller.ask(WITH_USAGE + tools, "Weather?"));
        JsonNode first = Json.MAPPER.readTree(events.getFirst());
        JsonNode plain = caller.json(Caller.ask(tools, "Weather?"));

        assertThat(first.at("/choices/0/delta/tool_calls/0/function/name").asString())
                .isEqualTo("weather");
        assertThat(text(events, "/choices/0/delta/tool_calls/0/function/arguments"))
                .isEqualTo(
                        plain.at("/choices/0/message/tool_calls/0/function/arguments").asString());
        assertThat(events.get(events.size() - 3)).contains("\"finish_reason\":\"tool_calls\"");
        assertThat(provider.tally().served()).isEqualTo(provider.tally().claimed());
    }

    @Test
    void chunks_may_be_a_fixed_number_at_a_pace() throws Exception {
        Settings settings =
                Settings.defaults().withPace(Pace.of(1, 1).withChunks(5).withJitterMillis(1));
        try (SimulatedProvider paced = SimulatedProvider.start(settings);
                Caller pacedCaller = new Caller(paced)) {
            List<String> events = pacedCaller.events(Caller.ask(STREAM, "Write an essay"));

            assertThat(events).hasSize(1 + 5 + 1 + 1);
            assertThat(text(events, "/choices/0/delta/content"))
                    .isEqualTo(
                            caller.json(Caller.ask("", "Write an essay"))
                                    .at("/choices/0/message/content")
                                    .asString());
            assertThat(paced.tally().openStreams()).isZero();
        }
    }

    @Test
    void a_client_that_leaves_is_counted_with_what_it_was_sent() throws Exception {
        Settings settings = Settings.defaults().withPace(Pace.of(0, 5));
        try (SimulatedProvider paced = SimulatedProvider.start(settings);
                Caller pacedCaller = new Caller(paced)) {
            String body = Caller.faultyStream("tokens=100000");
            try (var reply = pacedCaller.open(body).body()) {
                assertThat(reply.readNBytes(600)).hasSize(600);
                assertThat(paced.tally().openStreams()).isOne();
            }

            Condition.await("abort", () -> paced.tally().clientAborts() == 1);
            Tally tally = paced.tally();
            assertThat(tally.openStreams()).isZero();
            assertThat(tally.served().completion()).isBetween(1L, 99_999L);
            assertThat(tally.served().prompt()).isEqualTo(9);
            assertThat(tally.claimed()).isEqualTo(Usage.ZERO);
        }
    }

    @Test
    void a_slow_reader_gets_all_of_a_long_stream() throws Exception {
        List<String> events = caller.events(Caller.faultyStream("tokens=20000"));

        assertThat(events).hasSize(20_000 + 4);
        assertThat(Tokens.count(text(events, "/choices/0/delta/content"))).isEqualTo(20_000);
        assertThat(provider.tally().served()).isEqualTo(new Usage(9, 20_000, 0, 0));
    }

    private static String text(List<String> events, String pointer) {
        StringBuilder text = new StringBuilder();
        for (String event : events) {
            if (event.equals("[DONE]")) continue;
            text.append(Json.MAPPER.readTree(event).at(pointer).stringValue(""));
        }
        return text.toString();
    }
}
