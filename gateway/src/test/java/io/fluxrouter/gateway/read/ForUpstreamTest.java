package io.fluxrouter.gateway.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ForUpstreamTest {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();
    private static final String M = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    /** Columns: what stands before the messages, the limit, what stands there afterwards. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        {"model":"a",                                 | 0 | {"model":"up",
        {"model" : "a" ,                              | 0 | {"model" : "up" ,
        {"mod\\u0065l":"\\u0061",                     | 0 | {"mod\\u0065l":"up",
        {"model":"a",                                 | 9 | {"lim":9,"model":"up",
        { "model":"a",                                | 9 | {"lim":9, "model":"up",
        {"model":"a","max_tokens":70,                 | 0 | {"model":"up","max_tokens":70,
        {"model":"a","max_tokens":70,                 | 9 | {"model":"up","lim":9,
        {"max_tokens" : 70 ,"model":"a",              | 9 | {"lim":9 ,"model":"up",
        {"max_tok\\u0065ns":null,"model":"a",         | 9 | {"lim":9,"model":"up",
        {"model":"a","max_completion_tokens":70,      | 9 | {"model":"up","lim":9,
        {"max_tokens":7,"max_completion_tokens":8,"model":"a", | 9 | {"lim":9,"model":"up",
        {"max_completion_tokens":8 , "max_tokens":7,"model":"a", | 9 | { "lim":9,"model":"up",
        {"max_tokens":7,"model":"a","stream":true,    | 9 | {"stream_options":{"include_usage":true},"lim":9,"model":"up","stream":true,
        {"stream":true,"model":"a",                   | 9 | {"lim":9,"stream_options":{"include_usage":true},"stream":true,"model":"up",
        {"stream":true,"stream_options":null,"model":"a",  | 0 | {"stream":true,"stream_options":{"include_usage":true},"model":"up",
        {"stream":true,"stream_options":{ },"model":"a",   | 0 | {"stream":true,"stream_options":{"include_usage":true },"model":"up",
        {"stream":true,"stream_options":{"x":1},"model":"a", | 0 | {"stream":true,"stream_options":{"include_usage":true,"x":1},"model":"up",
        {"stream":true,"stream_options":{"include_usage":false},"model":"a", | 0 | {"stream":true,"stream_options":{"include_usage":true},"model":"up",
        {"stream":true,"stream_options":{"include_usage":null},"model":"a",  | 0 | {"stream":true,"stream_options":{"include_usage":true},"model":"up",
        {"stream":true,"stream_options":{"include_usage":true},"model":"a",  | 0 | {"stream":true,"stream_options":{"include_usage":true},"model":"up",
        {"stream":false,"stream_options":null,"model":"a", | 0 | {"stream":false,"stream_options":null,"model":"up",
        {"model":"a","temperature":0.10,"seed":99999999999999999999,| 0 | {"model":"up","temperature":0.10,"seed":99999999999999999999,
        """)
    void changes_these_fields_and_no_other_byte(String before, long limit, String after) {
        ChatRequest request = ChatRequest.read((before + M + " }").getBytes(UTF_8));
        assertThat(request.forUpstream("up", "lim", limit)).hasToString(after + M + " }");
    }

    @Test
    void takes_out_a_second_limit_that_ends_the_object() {
        String body = "{\"model\":\"a\"," + M + ",\"max_tokens\":7 , \"max_completion_tokens\":8 }";
        assertThat(ChatRequest.read(body.getBytes(UTF_8)).forUpstream("up", "lim", 9))
                .hasToString("{\"model\":\"up\"," + M + ",\"lim\":9  }");
    }

    @Test
    void quotes_the_name_of_the_model() {
        String body = "{\"model\":\"a\"," + M + "}";
        assertThat(ChatRequest.read(body.getBytes(UTF_8)).forUpstream("a\"b\\é\n", "lim", 0))
                .hasToString("{\"model\":\"a\\\"b\\\\é\\n\"," + M + "}");
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.gateway.read.RandomRequest#seeds")
    void means_the_same_but_for_these_fields(long seed) {
        byte[] body = new RandomRequest(seed).bytes();
        long limit = seed % 3 == 0 ? 0 : seed;
        String field = seed % 2 == 0 ? "max_tokens" : "max_completion_tokens";
        byte[] sent = ChatRequest.read(body).forUpstream("up/stream", field, limit).getBytes();

        ObjectNode expected = (ObjectNode) JSON.readTree(body);
        expected.put("model", "up/stream");
        if (limit > 0) {
            expected.remove("max_tokens");
            expected.remove("max_completion_tokens");
            expected.put(field, JSON.readTree(Long.toString(limit)).intValue());
        }
        if (expected.path("stream").asBoolean(false)) {
            JsonNode options = expected.path("stream_options");
            ObjectNode all = options instanceof ObjectNode given ? given : JSON.createObjectNode();
            expected.set("stream_options", all.put("include_usage", true));
        }
        assertThat(JSON.readTree(sent)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.gateway.read.RandomRequest#seeds")
    void can_be_read_again(long seed) {
        ChatRequest first = ChatRequest.read(new RandomRequest(seed).bytes());
        ChatRequest again = ChatRequest.read(first.forUpstream("m", "max_tokens", 5).getBytes());
        assertThat(again.traits().requestedModel()).isEqualTo("m");
        assertThat(again.outputLimit()).isEqualTo(5);
        assertThat(again.stream()).isEqualTo(first.stream());
        assertThat(again.includeUsage()).isEqualTo(first.stream() || first.includeUsage());
        assertThat(again.traits().promptCharacters()).isEqualTo(first.traits().promptCharacters());
        assertThat(again.choices()).isEqualTo(first.choices());
        assertThat(again.images()).isEqualTo(first.images());
    }
}
