package io.fluxrouter.gateway.reply;

import io.fluxrouter.core.access.Dialect;
import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.ErrorBody;
import io.fluxrouter.core.spend.BudgetWarning;
import io.fluxrouter.core.usage.RequestId;
import io.fluxrouter.gateway.meter.CallFacts;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.UUID;

/** Writes what every answer has in common. */
public final class Replies {
    private static final CharSequence TRUE = HttpHeaders.createOptimized("true");
    private static final CharSequence FALSE = HttpHeaders.createOptimized("false");

    private Replies() {}

    /** The request's id, under our name and under the one OpenAI's clients read. */
    public static void putRequestId(HttpServerResponse response, UUID id) {
        String text = RequestId.format(id);
        response.headers().add(FluxHeaders.REQUEST_ID, text).add(FluxHeaders.X_REQUEST_ID, text);
    }

    /** That a budget is nearly used up; Enterprise Router's clients know one word for it. */
    public static void putWarning(
            HttpServerResponse response, BudgetWarning warning, Dialect dialect) {
        String text = dialect == Dialect.PROXY ? "approaching_limit" : warning.headerValue();
        response.headers().add(FluxHeaders.BUDGET_WARNING, text);
    }

    /** Which model served, and why. */
    public static void putRoute(HttpServerResponse response, CallFacts facts, Model served) {
        String asked = facts.route().requestedModel();
        // Every way to name one model ends with its plain name: itself, "provider/name",
        // "flux-pinned-name".
        boolean routed = !asked.endsWith(served.name());
        MultiMap headers = response.headers();
        // Each is put once, and adding looks for no earlier value to replace.
        headers.add(FluxHeaders.MODEL, served.name());
        headers.add(FluxHeaders.ORIGINAL_MODEL, asked);
        headers.add(FluxHeaders.ROUTED, routed ? TRUE : FALSE);
        headers.add(FluxHeaders.LANE, served.lane().key());
        headers.add(FluxHeaders.PROVIDER, served.provider());
        headers.add(FluxHeaders.ROUTE_REASON, facts.route().reason().key());
    }

    /**
     * Ends the response with an error, unless it has begun: then nothing but its connection can end
     * it.
     */
    public static void refuse(HttpServerResponse response, ApiError error, Dialect dialect) {
        if (response.ended() || response.closed()) return;
        if (response.headWritten()) {
            response.reset();
            return;
        }
        ErrorBody body = ErrorBody.of(error, dialect);
        response.setStatusCode(body.status());
        body.headers().forEach(response::putHeader);
        response.end(Buffer.buffer(body.json()));
    }
}
