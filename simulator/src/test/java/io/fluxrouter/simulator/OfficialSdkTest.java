package io.fluxrouter.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.RateLimitException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The official client understands everything the provider says, with its own validation on. */
class OfficialSdkTest {
    private final SimulatedProvider provider = SimulatedProvider.start(Settings.defaults());
    private final OpenAIClient client =
            OpenAIOkHttpClient.builder()
                    .baseUrl(provider.baseUri())
                    .apiKey("sk-test")
                    .maxRetries(0)
                    .responseValidation(true)
                    .build();

    /** What the model is asked to fill. */
    static final class Recipe {
        public String title = "";
        public int minutes;
        public List<String> steps = List.of();
    }

    @AfterEach
    void stop() {
        client.close();
        provider.close();
    }

    @Test
    void chat() {
        ChatCompletion reply = client.chat().completions().create(question().n(2).build());

        assertThat(reply.choices()).hasSize(2);
        assertThat(reply.choices().getFirst().message().content()).isPresent();
        assertThat(reply.usage().orElseThrow().completionTokens())
                .isEqualTo(provider.tally().served().completion());
    }

    @Test
    void stream() {
        ChatCompletionCreateParams params =
                question()
                        .streamOptions(
                                ChatCompletionStreamOptions.builder().includeUsage(true).build())
                        .build();
        ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(params)) {
            stream.stream().forEach(whole::accumulate);
        }
        ChatCompletion plain = client.chat().completions().create(question().build());

        ChatCompletion reply = whole.chatCompletion();
        assertThat(reply.choices().getFirst().message().content())
                .isEqualTo(plain.choices().getFirst().message().content());
        assertThat(reply.usage()).isEqualTo(plain.usage());
    }

    @Test
    void tools() {
        FunctionParameters parameters =
                FunctionParameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                        .putAdditionalProperty(
                                "properties",
                                JsonValue.from(Map.of("city", Map.of("type", "string"))))
                        .build();
        var function = FunctionDefinition.builder().name("weather").parameters(parameters).build();
        var tool = ChatCompletionFunctionTool.builder().function(function).build();
        ChatCompletionCreateParams params = question().addTool(tool).build();

        var message = client.chat().completions().create(params).choices().getFirst().message();
        var call = message.toolCalls().orElseThrow().getFirst().asFunction().function();
        assertThat(call.name()).isEqualTo("weather");
        assertThat(Json.MAPPER.readTree(call.arguments()).path("city").isString()).isTrue();
    }

    @Test
    void json_schema() {
        var params = question().responseFormat(Recipe.class).build();

        Recipe recipe =
                client.chat()
                        .completions()
                        .create(params)
                        .choices()
                        .getFirst()
                        .message()
                        .content()
                        .orElseThrow();

        assertThat(recipe.title).isNotEmpty();
        assertThat(recipe.minutes).isNotNegative();
        assertThat(recipe.steps).isNotEmpty();
    }

    @Test
    void models_and_errors() {
        assertThat(client.models().list().data()).hasSize(6);
        ChatCompletionCreateParams limited =
                question().putAdditionalHeader("x-simulate", "fail=429").build();
        assertThatThrownBy(() -> client.chat().completions().create(limited))
                .isInstanceOf(RateLimitException.class);
    }

    private static ChatCompletionCreateParams.Builder question() {
        return ChatCompletionCreateParams.builder()
                .model("gpt-4o-mini")
                .addUserMessage("Explain the tides.");
    }
}
