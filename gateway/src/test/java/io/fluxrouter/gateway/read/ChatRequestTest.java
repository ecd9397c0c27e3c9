package io.fluxrouter.gateway.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.core.route.RequestTraits;
import org.junit.jupiter.api.Test;

class ChatRequestTest {
    @Test
    void finds_what_a_request_asks_for() {
        ChatRequest request =
                read(
                        """
                        {"model": "flux-auto", "stream": true, "n": 2, "temperature": 0.2,
                         "stream_options": {"include_usage": true},
                         "max_tokens": 300, "max_completion_tokens": 200,
                         "tools": [{"type": "function", "function": {"name": "f"}}],
                         "response_format": {"type": "json_schema", "json_schema": {}},
                         "messages": [
                           {"role": "system", "content": "Be brief."},
                           {"role": "user", "content": "Hello"},
                           {"role": "assistant", "content": null, "tool_calls": [{"id": "1"}]},
                           {"role": "tool", "content": "42", "tool_call_id": "1"}]}
                        """);
        assertThat(request.stream()).isTrue();
        assertThat(request.includeUsage()).isTrue();
        assertThat(request.outputLimit()).isEqualTo(200);
        assertThat(request.choices()).isEqualTo(2);
        assertThat(request.images()).isZero();
        assertThat(request.traits())
                .isEqualTo(
                        new RequestTraits(
                                "flux-auto",
                                16,
                                5,
                                4,
                                0,
                                0,
                                true,
                                false,
                                false,
                                true,
                                request.inputTokenBound(),
                                200));
    }

    @Test
    void supposes_little_of_the_least_request() {
        ChatRequest request =
                read("{\"messages\":[{\"content\":\"\",\"role\":\"user\"}],\"model\":\"m\"}");
        assertThat(request.stream()).isFalse();
        assertThat(request.includeUsage()).isFalse();
        assertThat(request.outputLimit()).isZero();
        assertThat(request.choices()).isEqualTo(1);
        assertThat(request.traits().tools()).isFalse();
    }

    @Test
    void null_is_as_good_as_absent() {
        ChatRequest request =
                user("\"hi\"", ",\"n\":null,\"max_tokens\":null,\"stream\":null,\"tools\":null");
        assertThat(request.choices()).isEqualTo(1);
        assertThat(request.outputLimit()).isZero();
        assertThat(request.stream()).isFalse();
    }

    @Test
    void leaves_other_fields_to_the_provider() {
        String odd =
                ",\"temperature\":\"hot\",\"x\":{\"model\":[1e400]},\"top_p\":" + "9".repeat(900);
        assertThat(user("\"hi\"", odd).traits().messages()).isEqualTo(1);
    }

    @Test
    void a_picture_counts_as_a_picture_and_not_as_text() {
        String data = "iVBORw0KGgo".repeat(1_000);
        ChatRequest request =
                user(
                        "[{\"type\":\"text\",\"text\":\"What is this?\"},"
                                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,"
                                + data
                                + "\",\"detail\":\"low\"}},"
                                + "{\"image_url\":\"https://example.com/a.png\",\"type\":\"image_url\"}]",
                        "");
        assertThat(request.images()).isEqualTo(2);
        assertThat(request.traits().images()).isTrue();
        assertThat(request.traits().promptCharacters()).isEqualTo(13);
        assertThat(request.inputTokenBound()).isLessThan(400);
        assertThat(request.countedTokens()).isLessThan(200);
    }

    @Test
    void text_cannot_hide_in_the_place_of_a_picture() {
        String text = "word ".repeat(1_000);
        assertThat(image("data:text/plain," + text).inputTokenBound()).isGreaterThan(5_000);
        assertThat(image("DATA " + text).inputTokenBound()).isGreaterThan(5_000);
        ChatRequest asText =
                user("[{\"type\":\"text\",\"text\":\"data:image/png;" + text + "\"}]", "");
        assertThat(asText.inputTokenBound()).isGreaterThan(5_000);
        assertThat(asText.countedTokens()).isGreaterThan(1_000);
    }

    @Test
    void a_part_that_hides_its_picture_still_has_one() {
        assertThat(
                        user(
                                        "[{\"type\":\"text\",\"text\":\"a\",\"image_url\":{\"url\":\"http://a\"}}]",
                                        "")
                                .images())
                .isEqualTo(1);
    }

    @Test
    void files_and_sound_count_with_their_bytes() {
        String data = "A".repeat(5_000);
        ChatRequest file =
                user("[{\"type\":\"file\",\"file\":{\"file_data\":\"" + data + "\"}}]", "");
        assertThat(file.traits().files()).isTrue();
        assertThat(file.files()).isEqualTo(1);
        assertThat(file.inputTokenBound()).isGreaterThan(5_000);
        ChatRequest sound =
                user(
                        "[{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"" + data + "\"}}]",
                        "");
        assertThat(sound.inputTokenBound()).isGreaterThan(5_000);
    }

    @Test
    void the_last_message_of_the_user_is_the_one_judged() {
        ChatRequest request =
                read(
                        "{\"model\":\"m\",\"messages\":["
                                + "{\"content\":\"Prove this theorem step by step\",\"role\":\"user\"},"
                                + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Analy\\u0073e\\nthe trade-off. \"},"
                                + "{\"type\":\"text\",\"text\":\"```\\nfoo();\"}]},"
                                + "{\"role\":\"assistant\",\"content\":\"Compare, derive, evaluate.\"}]}");
        assertThat(request.traits().reasoningMarks()).isEqualTo(1);
        assertThat(request.traits().codeMarks()).isEqualTo(3);
        assertThat(request.traits().lastMessageCharacters()).isEqualTo(33);
    }

    @Test
    void characters_are_not_bytes() {
        assertThat(user("\"日本\\u8a9e é\\n\"", "").traits().promptCharacters()).isEqualTo(6);
        assertThat(user("\"plain \\\"quoted\\\" words and 😀\"", "").traits().promptCharacters())
                .isEqualTo("plain \"quoted\" words and 😀".codePoints().count());
    }

    @Test
    void the_middle_of_a_long_prompt_is_not_searched() {
        String filler = "x ".repeat(10_000);
        assertThat(user('"' + "why " + filler + '"', "").traits().reasoningMarks()).isEqualTo(1);
        assertThat(user('"' + filler + " why" + '"', "").traits().reasoningMarks()).isEqualTo(1);
        assertThat(user('"' + filler + " why " + filler + '"', "").traits().reasoningMarks())
                .isZero();
    }

    @Test
    void half_a_surrogate_pair_is_the_providers_business() {
        ChatRequest request = user("\"a \\ud800 \\udc00\\ud800\"", ",\"x\":\"\\udfff\"");
        assertThat(request.countedTokens()).isPositive();
        assertThat(request.forUpstream("m", "max_tokens", 0).toString())
                .contains("\\ud800 \\udc00");
    }

    private static ChatRequest image(String url) {
        return user("[{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + url + "\"}}]", "");
    }

    private static ChatRequest user(String content, String more) {
        return read(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":"
                        + content
                        + "}]"
                        + more
                        + "}");
    }

    private static ChatRequest read(String body) {
        return ChatRequest.read(body.getBytes(UTF_8));
    }
}
