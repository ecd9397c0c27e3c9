package io.fluxrouter.gateway.relay;

import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.money.TokenUsage;
import io.fluxrouter.gateway.read.ChatRequest;

/**
 * The tokens of a request whose provider never said. Never more than the model can take or make.
 */
final class Estimates {
    private Estimates() {}

    static TokenUsage of(ChatRequest request, Model model, long outputTokens) {
        long input = request.estimatedTokens() + request.images() * model.imageTokens();
        long output = Math.min(outputTokens, model.maxOutputTokens() * request.choices());
        return new TokenUsage(Math.min(input, model.contextTokens()), output, 0, 0);
    }
}
