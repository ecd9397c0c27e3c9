package io.fluxrouter.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ResponseFormatJsonObject;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.fluxrouter.app.node.TestNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.json.JsonMapper;

/** The official OpenAI SDK for Java, unmodified: only its base URL is ours. */
@TestInstance(Lifecycle.PER_CLASS)
class OpenAiJavaTest {
    private TestNode node;
    private OpenAIClient client;

    @BeforeAll
    void start() {
        node = TestNode.start();
        client = client(node.api().key(node.api().customer("scale")));
    }

    @AfterAll
    void stop() {
        client.close();
        node.close();
    }

    @Test
    void chats() {
        ChatCompletion answer = client.chat().completions().create(ask("flux-auto").build());

        assertThat(answer.choices().getFirst().message().content().orElse("")).isNotEmpty();
        assertThat(answer.usage().orElseThrow().completionTokens()).isPositive();
    }

    @Test
    void streams() {
        StringBuilder text = new StringBuilder();
        try (StreamResponse<ChatCompletionChunk> chunks =
                client.chat().completions().createStreaming(ask("flux-auto").build())) {
            chunks.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .forEach(choice -> text.append(choice.delta().content().orElse("")));
        }

        assertThat(text.toString()).isNotBlank();
    }

    @Test
    void calls_tools() {
        FunctionParameters parameters =
                FunctionParameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty(
                                "properties",
                                JsonValue.from(Map.of("city", Map.of("type", "string"))))
                        .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                        .build();
        ChatCompletion answer =
                client.chat()
                        .completions()
                        .create(
                                ask("flux-auto")
                                        .addFunctionTool(
                                                FunctionDefinition.builder()
                                                        .name("weather")
                                                        .parameters(parameters)
                                                        .build())
                                        .build());

        assertThat(
                        answer.choices()
                                .getFirst()
                                .message()
                                .toolCalls()
                                .orElseThrow()
                                .getFirst()
                                .asFunction()
                                .function()
                                .name())
                .isEqualTo("weather");
    }

    @Test
    void asks_for_json() {
        ChatCompletion answer =
                client.chat()
                        .completions()
                        .create(
                                ask("flux-auto")
                                        .responseFormat(ResponseFormatJsonObject.builder().build())
                                        .build());

        String content = answer.choices().getFirst().message().content().orElseThrow();
        assertThat(new JsonMapper().readTree(content).isObject()).isTrue();
    }

    @Test
    void lists_models() {
        assertThat(client.models().list().data().stream().map(model -> model.id()))
                .contains("flux-auto", "flux-fast", "openai/gpt-4o-mini");
    }

    @Test
    void reads_errors_with_their_request_id() {
        assertThatThrownBy(() -> client.chat().completions().create(ask("no-such-model").build()))
                .isInstanceOfSatisfying(
                        NotFoundException.class,
                        error -> {
                            assertThat(error.code()).contains("model_not_found");
                            assertThat(error.headers().values("x-request-id")).isNotEmpty();
                        });
        OpenAIClient stranger = client("sk-flux-" + "0".repeat(64));
        assertThatThrownBy(() -> stranger.chat().completions().create(ask("flux-auto").build()))
                .isInstanceOf(UnauthorizedException.class);
    }

    @Test
    void does_not_try_again_when_money_is_refused() {
        String broke = node.api().key(node.api().customer("none"));
        OpenAIClient poor = client(broke);
        double before = refusals("credit_exhausted");
        assertThatThrownBy(() -> poor.chat().completions().create(ask("flux-auto").build()))
                .isInstanceOfSatisfying(
                        OpenAIServiceException.class,
                        error -> {
                            assertThat(error.statusCode()).isEqualTo(402);
                            assertThat(error.code()).contains("credit_balance_exhausted");
                        });
        assertThat(refusals("credit_exhausted") - before).isEqualTo(1);
    }

    @Test
    void tries_again_when_the_rate_is_refused() {
        String free = node.api().key(node.api().customer("free"));
        OpenAIClient hasty = client(free);
        double before = refusals("rate_limited");
        for (int i = 0; i < 2; i++) {
            ChatCompletion answer = hasty.chat().completions().create(ask("flux-fast").build());
            assertThat(answer.choices()).isNotEmpty();
        }
        assertThat(refusals("rate_limited") - before).isPositive();
    }

    private double refusals(String reason) {
        String line = "flux_requests_refused_total{reason=\"" + reason + "\"} ";
        String metrics = node.api().get("/metrics", "").text();
        int at = metrics.indexOf(line) + line.length();
        return Double.parseDouble(metrics.substring(at, metrics.indexOf('\n', at)));
    }

    private OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder().baseUrl(node.api().baseUrl()).apiKey(key).build();
    }

    private static ChatCompletionCreateParams.Builder ask(String model) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage("Say hello.");
    }
}
