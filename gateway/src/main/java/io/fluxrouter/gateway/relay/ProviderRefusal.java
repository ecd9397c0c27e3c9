package io.fluxrouter.gateway.relay;

import io.fluxrouter.core.access.Dialect;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.usage.Outcome;
import io.fluxrouter.gateway.meter.MeteredCall;
import io.fluxrouter.gateway.meter.Served;
import io.fluxrouter.gateway.reply.Replies;
import io.fluxrouter.gateway.upstream.Answer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;

/**
 * Passes on what a provider finds wrong with a request: its words help the caller most. Costs
 * nothing.
 */
public final class ProviderRefusal {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    private ProviderRefusal() {}

    public static void relay(MeteredCall call, Answer.Refused refused, HttpServerResponse out) {
        call.close(Served.nothing(refused.model(), Outcome.PROVIDER_REFUSED, refused.status()));
        if (out.closed() || out.ended()) return;
        Dialect dialect = call.facts().caller().dialect();
        boolean openAiError = refused.body().toString(StandardCharsets.UTF_8).contains("\"error\"");
        if (dialect == Dialect.PROXY || !openAiError) {
            Replies.refuse(
                    out,
                    ApiError.of(Refusal.INVALID_BODY, "The provider refused this request."),
                    dialect);
            return;
        }
        Replies.putRoute(out, call.facts(), refused.model());
        out.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
        out.setStatusCode(refused.status()).end(refused.body());
    }
}
