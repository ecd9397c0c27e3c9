package io.fluxrouter.gateway.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedBodyTest {
    private static final String U = "{\"role\":\"user\",\"content\":\"hi\"}";
    private static final String GOOD = "{\"model\":\"a\",\"messages\":[" + U + "]}";

    /** Letters for whole bodies: F adds a field. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        F | "model":"b"                            | INVALID_BODY      | model
        F | "mod\\u0065l":"b"                      | INVALID_BODY      | model
        F | "Model":"b"                            | INVALID_BODY      | model
        F | "messageſ":[]                          | INVALID_BODY      | messages
        F | "messages":[]                          | INVALID_BODY      | messages
        F | "stream":true,"stream":false           | INVALID_BODY      | stream
        F | "n":1,"n":2                            | INVALID_BODY      | n
        F | "max_tokens":1,"max_tokens":2          | INVALID_BODY      | max_tokens
        F | "max_tokens":1,"MAX_TOKENS":2          | INVALID_BODY      | max_tokens
        F | "stream_options":{"include_usage":true,"include_usage":false} | INVALID_BODY | stream_options.include_usage
        F | "max_tokens":0                         | INVALID_VALUE     | max_tokens
        F | "max_tokens":-1                        | INVALID_VALUE     | max_tokens
        F | "max_tokens":-0                        | INVALID_VALUE     | max_tokens
        F | "max_tokens":1.0                       | INVALID_VALUE     | max_tokens
        F | "max_tokens":1e3                       | INVALID_VALUE     | max_tokens
        F | "max_tokens":"1"                       | INVALID_VALUE     | max_tokens
        F | "max_tokens":[1]                       | INVALID_VALUE     | max_tokens
        F | "max_tokens":2147483648                | INVALID_VALUE     | max_tokens
        F | "max_tokens":99999999999999999999      | INVALID_VALUE     | max_tokens
        F | "max_completion_tokens":true           | INVALID_VALUE     | max_completion_tokens
        F | "n":0                                  | INVALID_VALUE     | n
        F | "n":129                                | INVALID_VALUE     | n
        F | "n":1.5                                | INVALID_VALUE     | n
        F | "stream":"true"                        | INVALID_VALUE     | stream
        F | "stream":1                             | INVALID_VALUE     | stream
        F | "stream_options":[]                    | INVALID_VALUE     | stream_options
        F | "stream_options":true                  | INVALID_VALUE     | stream_options
        F | "stream_options":{"include_usage":1}   | INVALID_VALUE     | stream_options.include_usage
        F | "tools":{}                             | INVALID_VALUE     | tools
        F | "response_format":{"type":1}           | INVALID_VALUE     | response_format.type
        F | "x":NaN                                | INVALID_BODY      |
        F | "x":01                                 | INVALID_BODY      |
        F | "x":+1                                 | INVALID_BODY      |
        F | "x":1 /* c */                          | INVALID_BODY      |
        F | "x":'s'                                | INVALID_BODY      |
        F | x:1                                    | INVALID_BODY      |
        F | "x":"\\x"                              | INVALID_BODY      |
        F | "x":"\\u12"                            | INVALID_BODY      |
        F | "x":[1,]                               | INVALID_BODY      |
        F | "x":1,                                 | INVALID_BODY      |
        F | "x":{]                                 | INVALID_BODY      |
        """)
    void names_the_field_that_is_wrong(
            String where, String json, Refusal refusal, @Nullable String param) {
        assertRefused(where, json, refusal, param);
    }

    /** As above; M is a message list, P a list of parts. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        M | null                                   | MISSING_PARAMETER | messages
        M | {}                                     | INVALID_VALUE     | messages
        M | "hi"                                   | INVALID_VALUE     | messages
        M | []                                     | INVALID_VALUE     | messages
        M | ["hi"]                                 | INVALID_VALUE     | messages[0]
        M | [{"content":"hi"}]                     | MISSING_PARAMETER | messages[0].role
        M | [{"role":"user"}]                      | MISSING_PARAMETER | messages[0].content
        M | [{"role":null,"content":"hi"}]         | INVALID_VALUE     | messages[0].role
        M | [{"role":"root","content":"hi"}]       | INVALID_VALUE     | messages[0].role
        M | [{"role":"","content":"hi"}]           | INVALID_VALUE     | messages[0].role
        M | [{"role":"user","content":null}]       | INVALID_VALUE     | messages[0].content
        M | [{"role":"assistant","content":null}]  | INVALID_VALUE     | messages[0].content
        M | [{"role":"user","content":null,"tool_calls":[]}] | INVALID_VALUE | messages[0].content
        M | [{"role":"user","content":1}]          | INVALID_VALUE     | messages[0].content
        M | [{"role":"user","content":{}}]         | INVALID_VALUE     | messages[0].content
        M | [{"role":"user","content":"a","content":"b"}] | INVALID_BODY | messages[0].content
        M | [{"role":"user","role":"user","content":"b"}] | INVALID_BODY | messages[0].role
        M | [{"role":"user","Content":"a","content":"b"}] | INVALID_BODY | messages[0].content
        P | ["hi"]                                 | INVALID_VALUE     | messages[0].content[0]
        P | [{"text":"hi"}]                        | MISSING_PARAMETER | messages[0].content[0].type
        P | [{"type":"text"}]                      | MISSING_PARAMETER | messages[0].content[0].text
        P | [{"type":"text","text":1}]             | INVALID_VALUE     | messages[0].content[0].text
        P | [{"type":1}]                           | INVALID_VALUE     | messages[0].content[0].type
        P | [{"type":"x"},{"type":"text","text":"a","text":"b"}] | INVALID_BODY | messages[0].content[1].text
        P | [{"type":"image_url"}]                 | MISSING_PARAMETER | messages[0].content[0].image_url
        P | [{"type":"image_url","image_url":{}}]  | MISSING_PARAMETER | messages[0].content[0].image_url.url
        P | [{"type":"image_url","image_url":1}]   | INVALID_VALUE     | messages[0].content[0].image_url
        P | [{"type":"image_url","image_url":{"url":null}}] | INVALID_VALUE | messages[0].content[0].image_url.url
        """)
    void names_the_message_or_part_that_is_wrong(
            String where, String json, Refusal refusal, @Nullable String param) {
        assertRefused(where, json, refusal, param);
    }

    private static void assertRefused(
            String where, String json, Refusal refusal, @Nullable String param) {
        String body =
                switch (where) {
                    case "F" -> "{\"model\":\"a\",\"messages\":[" + U + "]," + json + "}";
                    case "M" -> "{\"model\":\"a\",\"messages\":" + json + "}";
                    default ->
                            "{\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":"
                                    + json
                                    + "}]}";
                };
        ApiError error = refused(body.getBytes(UTF_8));
        assertThat(error.refusal()).isEqualTo(refusal);
        assertThat(error.param()).isEqualTo(param);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "7", "[]", "true", "{}", "missing", "long"})
    void the_model_is_a_name(String model) {
        String value = model.equals("long") ? "\"" + "m".repeat(257) + "\"" : model;
        String field = model.equals("missing") ? "" : "\"model\":" + value + ",";
        ApiError error = refused(("{" + field + "\"messages\":[" + U + "]}").getBytes(UTF_8));
        assertThat(error.param()).isEqualTo("model");
        boolean absent = model.equals("missing") || model.equals("null");
        assertThat(error.refusal())
                .isEqualTo(absent ? Refusal.MISSING_PARAMETER : Refusal.INVALID_VALUE);
    }

    static Stream<byte[]> not_a_json_object() {
        return Stream.of(
                new byte[0],
                bytes(" "),
                bytes("[]"),
                bytes("null"),
                bytes("\"a\""),
                bytes("{"),
                bytes(GOOD + "x"),
                bytes(GOOD + "{}"),
                bytes(GOOD + "]"),
                bytes(GOOD + "\0"),
                bytes("//c\n" + GOOD),
                bytes("\uFEFF" + GOOD),
                GOOD.getBytes(UTF_16),
                GOOD.getBytes(UTF_16LE),
                bytes("{\"x\":" + "9".repeat(100_000) + "}"),
                bytes("{\"x\":1." + "9".repeat(100_000) + "}"),
                bytes("{\"max_tokens\":" + "9".repeat(100_000) + "}"),
                bytes("{\"" + "k".repeat(100_000) + "\":1}"),
                bytes("{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"),
                bytes("{\"x\":".repeat(100_000)),
                bytes("{\"messages\":" + "[".repeat(100_000)),
                bytes("[".repeat(100_000)));
    }

    @ParameterizedTest
    @MethodSource("not_a_json_object")
    void a_body_is_one_json_object(byte[] body) {
        Refusal refusal = refused(body).refusal();
        assertThat(refusal).isIn(Refusal.INVALID_BODY, Refusal.INVALID_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C080",
                "E08080",
                "F0808080",
                "EDA080",
                "EDBFBF",
                "F4908080",
                "F5808080",
                "80",
                "C3",
                "E282",
                "F09F98",
                "FF",
                "FE",
                "C328",
                "E228A1"
            })
    void bytes_that_are_not_utf_8_are_refused_everywhere(String hex) {
        String bad = new String(java.util.HexFormat.of().parseHex(hex), ISO_8859_1);
        for (String body :
                new String[] {
                    "{\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"?\"}]}",
                    "{\"model\":\"a\",\"x\":[\"?\"],\"messages\":[" + U + "]}",
                    "{\"model\":\"a\",\"?\":1,\"messages\":[" + U + "]}",
                    "{\"model\":\"?\",\"messages\":[" + U + "]}",
                }) {
            ApiError error = refused(body.replace("?", bad).getBytes(ISO_8859_1));
            assertThat(error.refusal()).isEqualTo(Refusal.INVALID_BODY);
            assertThat(error.message()).contains("UTF-8");
        }
    }

    @Test
    void a_refusal_never_repeats_the_callers_text() {
        String body =
                "{\"model\":\"a\",\"messages\":[{\"role\":\"canary\",\"content\":\"canary\"}]}";
        assertThat(refused(bytes(body)).message()).doesNotContain("canary");
        assertThat(refused(bytes("{\"model\":canary}")).message()).doesNotContain("canary");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static ApiError refused(byte[] body) {
        ApiError error = catchThrowableOfType(ApiError.class, () -> ChatRequest.read(body));
        assertThat(error).isNotNull();
        return error;
    }
}
