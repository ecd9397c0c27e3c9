package io.fluxrouter.gateway.upstream;

import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.catalog.Provider;
import io.fluxrouter.gateway.read.ChatRequest;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;

/** OpenAI's chat completions, which most providers speak at a base URL of their own. */
final class OpenAiDialect implements ProviderDialect {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence EVENTS = HttpHeaders.createOptimized("text/event-stream");
    private static final CharSequence AGENT = HttpHeaders.createOptimized("FluxRouter/0.1");

    @Override
    public String path(Provider provider) {
        return provider.baseUri().getPath() + "/chat/completions";
    }

    @Override
    public void putHeaders(MultiMap headers, Provider provider, boolean streaming) {
        headers.add(HttpHeaders.CONTENT_TYPE, JSON);
        headers.add(HttpHeaders.ACCEPT, streaming ? EVENTS : JSON);
        headers.add(HttpHeaders.USER_AGENT, AGENT);
        if (provider.apiKey() != null) {
            headers.add(HttpHeaders.AUTHORIZATION, "Bearer " + provider.apiKey());
        }
    }

    @Override
    public Buffer body(ChatRequest request, Model model, Provider provider, long outputLimit) {
        return request.forUpstream(model.upstreamModel(), provider.maxTokensField(), outputLimit);
    }
}
