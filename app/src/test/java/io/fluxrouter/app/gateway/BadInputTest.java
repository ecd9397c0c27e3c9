package io.fluxrouter.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(Lifecycle.PER_CLASS)
class BadInputTest {
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    private TestNode node;
    private String customer;
    private String key;

    @BeforeAll
    void start() {
        node = TestNode.start();
        customer = node.api().customer("scale");
        key = node.api().key(customer);
    }

    @AfterAll
    void nothing_was_charged_and_the_node_still_serves() {
        try {
            Answer usage = node.api().admin("GET", "/v1/usage?customer_id=" + customer, "");
            assertThat(usage.json().path("total").path("cost_usd").asString()).isEqualTo("0");
            String fine = "{\"model\":\"flux-fast\"," + MESSAGES + "}";
            assertThat(node.api().chat(key, fine).status()).isEqualTo(200);
        } finally {
            node.close();
        }
    }

    static Stream<Arguments> badBodies() {
        return Stream.of(
                Arguments.of("no body", "", 400),
                Arguments.of("not JSON", "hello", 400),
                Arguments.of("not an object", "[1]", 400),
                Arguments.of("half an object", "{\"model\":\"flux-fast\",", 400),
                Arguments.of(
                        "trailing garbage", "{\"model\":\"flux-fast\"," + MESSAGES + "} x", 400),
                Arguments.of("no model", "{" + MESSAGES + "}", 400),
                Arguments.of("unknown model", "{\"model\":\"gpt-99\"," + MESSAGES + "}", 404),
                Arguments.of("missing messages", "{\"model\":\"flux-fast\"}", 400),
                Arguments.of("empty messages", "{\"model\":\"flux-fast\",\"messages\":[]}", 400),
                Arguments.of("negative max_tokens", withLimit("-5"), 400),
                Arguments.of("zero max_tokens", withLimit("0"), 400),
                Arguments.of("huge max_tokens", withLimit("99999999999999999999999"), 400),
                Arguments.of("fractional max_tokens", withLimit("1.5"), 400),
                Arguments.of(
                        "duplicate keys",
                        "{\"model\":\"flux-fast\",\"model\":\"gpt-4o\"," + MESSAGES + "}",
                        400),
                Arguments.of("nested 100,000 deep", deep(), 400));
    }

    private static String withLimit(String limit) {
        return "{\"model\":\"flux-fast\",\"max_tokens\":" + limit + "," + MESSAGES + "}";
    }

    private static String deep() {
        return "{\"model\":\"flux-fast\",\"messages\":" + "[".repeat(100_000) + "}";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badBodies")
    void a_bad_body_is_refused_in_openai_shape(String what, String body, int status) {
        Answer answer = node.api().chat(key, body);

        assertThat(answer.status()).isEqualTo(status);
        assertIsOpenAiError(answer);
    }

    @Test
    void invalid_utf8_is_refused() {
        byte[] body =
                "{\"model\":\"flux-fast\",\"messages\":[{\"role\":\"user\",\"content\":\"X\"}]}"
                        .getBytes(StandardCharsets.UTF_8);
        body[body.length - 5] = (byte) 0xC0;

        Answer answer = node.api().send(post(body));

        assertThat(answer.status()).isEqualTo(400);
        assertIsOpenAiError(answer);
    }

    @Test
    void a_body_of_20_megabytes_is_refused() {
        Answer answer = node.api().send(post(new byte[20 * 1024 * 1024]));

        assertThat(answer.status()).isEqualTo(413);
        assertIsOpenAiError(answer);
    }

    @Test
    void a_header_of_100_kilobytes_is_refused() throws IOException {
        String head =
                "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nX-Long: "
                        + "a".repeat(100_000)
                        + "\r\nContent-Length: 0\r\n\r\n";

        assertThat(raw(head)).startsWith("HTTP/1.1 431").contains("\"error\"");
    }

    @Test
    void what_is_not_http_is_refused() throws IOException {
        assertThat(raw("hello there\r\n\r\n"))
                .containsPattern("^HTTP/1.[01] 400 ")
                .contains("\"error\"");
    }

    @Test
    void a_missing_key_is_a_401_in_openai_shape() {
        Answer answer =
                node.api()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        node.api().baseUrl() + "/chat/completions"))
                                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                        .build());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.errorCode()).isEqualTo("invalid_api_key");
    }

    @Test
    void an_unknown_path_is_a_404_in_openai_shape() {
        Answer answer = node.api().get("/v1/nothing", key);

        assertThat(answer.status()).isEqualTo(404);
        assertIsOpenAiError(answer);
    }

    @Test
    void another_method_on_the_chat_path_is_a_405() {
        assertThat(node.api().get("/v1/chat/completions", key).status()).isEqualTo(405);
    }

    private HttpRequest post(byte[] body) {
        return HttpRequest.newBuilder(URI.create(node.api().baseUrl() + "/chat/completions"))
                .header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private String raw(String head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.app().port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertIsOpenAiError(Answer answer) {
        assertThat(answer.json().path("error").path("message").asString()).isNotEmpty();
        assertThat(answer.json().path("error").path("type").asString()).isNotEmpty();
        assertThat(answer.errorCode()).isNotEmpty();
        assertThat(answer.header("x-request-id")).startsWith("req_");
    }
}
