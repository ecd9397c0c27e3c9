package io.fluxrouter.gateway.limit;

import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.route.Route;
import io.fluxrouter.gateway.read.ChatRequest;

/** What a request will use, as far as it can be told at no cost. */
public final class TokenEstimate {
    private TokenEstimate() {}

    /**
     * The prompt by its length, and the output that the caller asked for at most. An output without
     * a limit is not guessed: it counts when it is known.
     */
    public static long of(ChatRequest request, Route route) {
        Model model = route.candidates().getFirst();
        long pictures = request.images() * model.imageTokens();
        long output = Math.min(request.outputLimit(), model.maxOutputTokens()) * request.choices();
        return request.usualTokens() + pictures + output;
    }
}
