package io.fluxrouter.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PlainReplyTest {
    private final SimulatedProvider provider =
            SimulatedProvider.start(
                    Settings.defaults()
                            .withTime(() -> Instant.ofEpochSecond(1_800_000_000))
                            .withRequiredKey("sk-test")
                            .withRecordedRequests(2)
                            .withModels(java.util.List.of("gpt-4o", "o4-mini")));
    private final Caller caller = new Caller(provider);

    @AfterEach
    void stop() {
        caller.close();
        provider.close();
    }

    @Test
    void a_reply_has_every_member_of_the_wire() {
        JsonNode reply = caller.json(Caller.ask("", "Hello!"));

        assertThat(reply.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "object",
                        "created",
                        "model",
                        "service_tier",
                        "system_fingerprint",
                        "choices",
                        "usage");
        assertThat(reply.path("id").asString()).matches("chatcmpl-[A-Za-z0-9]{29}");
        assertThat(reply.path("object").asString()).isEqualTo("chat.completion");
        assertThat(reply.path("created").asLong()).isEqualTo(1_800_000_000);
        assertThat(reply.path("model").asString()).isEqualTo("gpt-4o");
        JsonNode choice = reply.at("/choices/0");
        assertThat(choice.at("/message/role").asString()).isEqualTo("assistant");
        assertThat(choice.at("/message/refusal").isNull()).isTrue();
        assertThat(choice.path("finish_reason").asString()).isEqualTo("stop");
    }

    @Test
    void the_prompt_is_counted_as_openai_counts_it() {
        // OpenAI reports nine tokens for this message: three, the role, two, three.
        JsonNode usage = caller.json(Caller.ask("", "Hello!")).path("usage");

        assertThat(usage.path("prompt_tokens").asInt()).isEqualTo(9);
        assertThat(usage.path("total_tokens").asInt())
                .isEqualTo(9 + usage.path("completion_tokens").asInt());
    }

    @Test
    void completion_tokens_are_those_of_the_text() {
        for (String question : new String[] {"Hello!", "Explain tides", "Write an essay", "日本?"}) {
            JsonNode reply = caller.json(Caller.ask("", question));
            String text = reply.at("/choices/0/message/content").asString();

            assertThat(reply.at("/usage/completion_tokens").asInt())
                    .as(text)
                    .isEqualTo(Tokens.count(text));
        }
    }

    @Test
    void long_questions_of_the_kind_get_long_answers() {
        assertThat(completionTokens("Yes or no: is it late?")).isLessThan(5);
        assertThat(completionTokens("What time is it?")).isBetween(12, 80);
        assertThat(completionTokens("Write an essay on bridges")).isBetween(350, 950);
    }

    @Test
    void equal_requests_get_equal_answers_with_their_own_ids() {
        JsonNode one = caller.json(Caller.ask("\"n\":2,", "Hello!"));
        JsonNode two = caller.json(Caller.ask("\"n\":2,", "Hello!"));

        assertThat(two.path("choices")).isEqualTo(one.path("choices"));
        assertThat(two.path("id")).isNotEqualTo(one.path("id"));
    }

    @Test
    void n_choices_are_made_and_paid_for() {
        JsonNode reply = caller.json(Caller.ask("\"n\":3,", "Explain tides"));

        int tokens = 0;
        for (JsonNode choice : reply.path("choices").values()) {
            tokens += Tokens.count(choice.at("/message/content").asString());
        }
        assertThat(reply.path("choices")).hasSize(3);
        assertThat(reply.at("/usage/completion_tokens").asInt()).isEqualTo(tokens);
    }

    @Test
    void either_limit_cuts_the_answer() {
        for (String name : new String[] {"max_tokens", "max_completion_tokens"}) {
            JsonNode reply = caller.json(Caller.ask("\"" + name + "\":7,", "Write an essay"));

            assertThat(reply.at("/usage/completion_tokens").asInt()).isEqualTo(7);
            assertThat(reply.at("/choices/0/finish_reason").asString()).isEqualTo("length");
            String text = reply.at("/choices/0/message/content").asString();
            assertThat(Tokens.count(text)).isEqualTo(7);
        }
    }

    @Test
    void reasoning_models_count_hidden_tokens_within_the_completion() {
        String body = Caller.ask("", "Hello!").replace("gpt-4o", "o4-mini");
        JsonNode reply = caller.json(body);
        int reasoning = reply.at("/usage/completion_tokens_details/reasoning_tokens").asInt();

        assertThat(reasoning).isPositive();
        String text = reply.at("/choices/0/message/content").asString();
        assertThat(reply.at("/usage/completion_tokens").asInt())
                .isEqualTo(reasoning + Tokens.count(text));
        JsonNode limited = caller.json(body.replace("{\"model", "{\"max_tokens\":20,\"model"));
        assertThat(limited.at("/usage/completion_tokens").asInt()).isEqualTo(20);
        assertThat(limited.at("/choices/0/message/content").asString()).isEmpty();
        assertThat(limited.at("/choices/0/finish_reason").asString()).isEqualTo("length");
    }

    @Test
    void a_long_prompt_seen_before_is_cached_in_steps() {
        String text = "one two three four five ".repeat(300);

        assertThat(cachedTokens(text)).isZero();
        int cached = cachedTokens(text + " and a question");
        assertThat(cached).isGreaterThanOrEqualTo(1024);
        assertThat(cached % 128).isZero();
        assertThat(cachedTokens("zero " + text)).isZero();
        assertThat(cachedTokens("short")).isZero();
        assertThat(cachedTokens("short")).isZero();
    }

    @Test
    void tools_are_called_with_arguments_that_fit() {
        String tool =
                """
                "tools":[{"type":"function","function":{"name":"weather","parameters":{
                  "type":"object","required":["city","days","unit"],"properties":{
                    "city":{"type":"string"},"days":{"type":"integer","minimum":3,"maximum":5},
                    "unit":{"enum":["C","F"]},"note":{"type":"string"}}}}}],
                """;
        JsonNode reply = caller.json(Caller.ask(tool, "Weather?"));
        JsonNode call = reply.at("/choices/0/message/tool_calls/0");

        assertThat(reply.at("/choices/0/finish_reason").asString()).isEqualTo("tool_calls");
        assertThat(reply.at("/choices/0/message/content").isNull()).isTrue();
        assertThat(call.path("id").asString()).startsWith("call_");
        assertThat(call.at("/function/name").asString()).isEqualTo("weather");
        JsonNode arguments = Json.MAPPER.readTree(call.at("/function/arguments").asString());
        assertThat(arguments.propertyNames()).containsExactly("city", "days", "unit");
        assertThat(arguments.path("days").asInt()).isBetween(3, 5);
        assertThat(arguments.path("unit").asString()).isIn("C", "F");
        JsonNode none = caller.json(Caller.ask(tool + "\"tool_choice\":\"none\",", "Weather?"));
        assertThat(none.at("/choices/0/finish_reason").asString()).isEqualTo("stop");
    }

    @Test
    void json_formats_give_json() {
        String format = "\"response_format\":{\"type\":\"json_object\"},";
        String object =
                caller.json(Caller.ask(format, "JSON!"))
                        .at("/choices/0/message/content")
                        .asString();
        String schema =
                """
                "response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{
                  "type":"object","required":["tags","when","inner"],"properties":{
                    "tags":{"type":"array","minItems":2,"items":{"type":"string"}},
                    "when":{"type":["string","null"],"format":"date"},
                    "inner":{"$ref":"#/$defs/inner"}},
                  "$defs":{"inner":{"type":"object","required":["ok"],
                    "properties":{"ok":{"type":"boolean"}}}}}}},
                """;
        String filled =
                caller.json(Caller.ask(schema, "JSON!"))
                        .at("/choices/0/message/content")
                        .asString();

        assertThat(Json.MAPPER.readTree(object).isObject()).isTrue();
        JsonNode value = Json.MAPPER.readTree(filled);
        assertThat(value.path("tags")).hasSize(2);
        assertThat(value.path("when").asString()).isEqualTo("2026-03-14");
        assertThat(value.at("/inner/ok").isBoolean()).isTrue();
    }

    @Test
    void models_are_listed() throws Exception {
        JsonNode list = Json.MAPPER.readTree(caller.get("/models").body());

        assertThat(list.at("/data/1/id").asString()).isEqualTo("o4-mini");
        assertThat(caller.get("/models/gpt-4o").statusCode()).isEqualTo(200);
        assertThat(caller.get("/models/nope").statusCode()).isEqualTo(404);
        assertThat(caller.get("/nope").statusCode()).isEqualTo(404);
    }

    @Test
    void bad_requests_are_refused_in_openais_shape() throws Exception {
        String[] bad = {
            "{", "[]", "{}", "{\"model\":\"x\",\"messages\":[]}", Caller.ask("\"n\":0,", "x")
        };
        for (String body : bad) {
            HttpResponse<String> reply = caller.post(body);
            JsonNode error = Json.MAPPER.readTree(reply.body()).path("error");

            assertThat(reply.statusCode()).as(body).isEqualTo(400);
            assertThat(error.propertyNames()).containsExactly("message", "type", "param", "code");
        }
    }

    @Test
    void no_key_and_a_wrong_key_are_refused() throws Exception {
        URI uri = URI.create(provider.baseUri() + "/models");
        var none = caller.send(HttpRequest.newBuilder(uri).build());
        var wrong =
                caller.send(
                        HttpRequest.newBuilder(uri).header("authorization", "Bearer x").build());

        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).contains("\"code\":\"invalid_api_key\"");
        assertThat(caller.get("/models").statusCode()).isEqualTo(200);
    }

    @Test
    void the_latest_requests_are_recorded() throws Exception {
        for (int i = 0; i < 3; i++) caller.post(Caller.ask("", "Question " + i), "X-Mark", "m" + i);

        assertThat(provider.recordedRequests()).hasSize(2);
        assertThat(provider.recordedRequests().getLast().headers()).containsEntry("x-mark", "m2");
        assertThat(provider.lastRequestBody()).hasValue(Caller.ask("", "Question 2"));
    }

    private int completionTokens(String question) {
        return caller.json(Caller.ask("", question)).at("/usage/completion_tokens").asInt();
    }

    private int cachedTokens(String question) {
        return caller.json(Caller.ask("", question))
                .at("/usage/prompt_tokens_details/cached_tokens")
                .asInt();
    }
}
