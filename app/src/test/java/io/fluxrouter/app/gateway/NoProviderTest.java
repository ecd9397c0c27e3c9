package io.fluxrouter.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ServerProcess;
import io.fluxrouter.app.node.TestApi.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose operator has not set the providers' keys. */
class NoProviderTest {
    private static final String CATALOG =
            """
            lanes:
              express: {input: "1", output: "4"}
              daily: {input: "3", output: "12"}
              deep: {input: "10", output: "40"}
            providers:
              first: {base_url: "http://127.0.0.1:9/v1", api_key: "${TEST_FIRST_KEY}"}
              second: {base_url: "http://127.0.0.1:9/v1", api_key: "${TEST_SECOND_KEY}"}
            models:
              - {id: first/one, lane: express, context_tokens: 8000, max_output_tokens: 1000,
                 market: {input: "1", output: "2"}}
              - {id: second/two, lane: daily, context_tokens: 8000, max_output_tokens: 1000,
                 market: {input: "1", output: "2"}}
            """;

    @TempDir private Path directory;

    private ServerProcess serve(Map<String, String> keys) throws IOException {
        Path catalog = Files.writeString(directory.resolve("catalog.yaml"), CATALOG);
        Map<String, String> more = new HashMap<>(keys);
        more.put("FLUX_CATALOG", catalog.toString());
        more.put("FLUX_PROVIDER_URL", "");
        return ServerProcess.start("", more);
    }

    private static Answer chat(ServerProcess server, String model) {
        String key = server.api().key(server.api().customer("scale"));
        return server.api()
                .chat(
                        key,
                        "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                                .formatted(model));
    }

    @Test
    void without_any_key_the_operator_is_told_what_to_set_and_callers_are_told_why()
            throws IOException {
        try (ServerProcess server = serve(Map.of())) {
            assertThat(server.log())
                    .contains("No provider has a key")
                    .contains("TEST_FIRST_KEY, TEST_SECOND_KEY");
            Answer ready = server.api().get("/ready", "");
            assertThat(ready.status()).isEqualTo(200);
            assertThat(ready.json().path("providers").path("first").asString())
                    .isEqualTo("no key: set TEST_FIRST_KEY");
            for (String model : new String[] {"flux-auto", "flux-fast", "first/one", "gpt-99"}) {
                Answer answer = chat(server, model);
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.errorCode()).isEqualTo("no_provider_configured");
                assertThat(answer.header("x-should-retry")).isEqualTo("false");
            }
        }
    }

    @Test
    void with_one_key_the_other_provider_is_named() throws IOException {
        try (ServerProcess server = serve(Map.of("TEST_FIRST_KEY", "sk-test-secret"))) {
            assertThat(server.log())
                    .contains("Left out for want of a key: second (set TEST_SECOND_KEY)")
                    .doesNotContain("sk-test-secret");
            Answer ready = server.api().get("/ready", "");
            assertThat(ready.json().path("providers").path("first").asString()).isEqualTo("closed");
            assertThat(ready.json().path("providers").path("second").asString())
                    .isEqualTo("no key: set TEST_SECOND_KEY");
            assertThat(ready.text()).doesNotContain("sk-test-secret");
            Answer left = chat(server, "second/two");
            assertThat(left.status()).isEqualTo(404);
            assertThat(left.text()).contains("its provider has no key here");
        }
    }
}
