package io.fluxrouter.app.demo;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.CompletionUsage;
import io.fluxrouter.core.money.Money;
import java.util.Optional;

/** A caller with the official OpenAI SDK. Only the base URL and the key are ours. */
final class TourClient implements AutoCloseable {
    private final OpenAIClient openAi;

    TourClient(String baseUrl, String key) {
        this.openAi =
                OpenAIOkHttpClient.builder().baseUrl(baseUrl).apiKey(key).maxRetries(4).build();
    }

    Receipt ask(String model, String prompt) {
        return ask(params(model, prompt).build(), prompt);
    }

    /** As {@link #ask(String, String)}, with the simulated provider told how to behave. */
    Receipt ask(String model, String prompt, String simulate) {
        JsonValue user = JsonValue.from("simulate:" + simulate);
        return ask(params(model, prompt).putAdditionalBodyProperty("user", user).build(), prompt);
    }

    private Receipt ask(ChatCompletionCreateParams params, String prompt) {
        try (HttpResponseFor<ChatCompletion> response =
                openAi.chat().completions().withRawResponse().create(params)) {
            ChatCompletion completion = response.parse();
            Headers headers = response.headers();
            long promptTokens = completion.usage().map(CompletionUsage::promptTokens).orElse(0L);
            long completionTokens =
                    completion.usage().map(CompletionUsage::completionTokens).orElse(0L);
            Money cost = Money.usd(header(headers, "X-Flux-Cost-Usd"));
            return receipt(prompt, headers, false, promptTokens, completionTokens, cost);
        }
    }

    Receipt stream(String model, String prompt) {
        ChatCompletionCreateParams params =
                params(model, prompt)
                        .streamOptions(
                                ChatCompletionStreamOptions.builder().includeUsage(true).build())
                        .build();
        try (HttpResponseFor<StreamResponse<ChatCompletionChunk>> response =
                        openAi.chat().completions().withRawResponse().createStreaming(params);
                StreamResponse<ChatCompletionChunk> chunks = response.parse()) {
            Optional<CompletionUsage> usage =
                    chunks.stream().flatMap(chunk -> chunk.usage().stream()).reduce((a, b) -> b);
            Money cost = usage.map(TourClient::cost).orElse(Money.ZERO);
            return receipt(
                    prompt,
                    response.headers(),
                    true,
                    usage.map(CompletionUsage::promptTokens).orElse(0L),
                    usage.map(CompletionUsage::completionTokens).orElse(0L),
                    cost);
        }
    }

    // The SDK has no other door to members it does not know.
    @SuppressWarnings("deprecation")
    private static Money cost(CompletionUsage usage) {
        JsonValue cost = usage._additionalProperties().get("cost_usd");
        return cost == null ? Money.ZERO : Money.usd(cost.asStringOrThrow());
    }

    private static ChatCompletionCreateParams.Builder params(String model, String prompt) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage(prompt);
    }

    private static Receipt receipt(
            String prompt,
            Headers headers,
            boolean streamed,
            long promptTokens,
            long completionTokens,
            Money cost) {
        return new Receipt(
                prompt,
                header(headers, "X-Flux-Model"),
                header(headers, "X-Flux-Lane"),
                header(headers, "X-Flux-Route-Reason"),
                streamed,
                promptTokens,
                completionTokens,
                cost);
    }

    private static String header(Headers headers, String name) {
        return headers.values(name).stream().findFirst().orElse("");
    }

    @Override
    public void close() {
        openAi.close();
    }
}
