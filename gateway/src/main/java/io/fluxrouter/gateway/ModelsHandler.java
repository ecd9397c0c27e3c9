package io.fluxrouter.gateway;

import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.access.Dialect;
import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.gateway.auth.Authenticator;
import io.fluxrouter.gateway.reply.ModelList;
import io.fluxrouter.gateway.reply.Replies;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * GET /v1/models and /v1/models/{id}: what this key may call, and at what price. Readable whatever
 * is left of its money.
 *
 * <p>Threads: the event loop of the request; nothing waits.
 */
final class ModelsHandler {
    static final String PATH = "/v1/models";

    private final GatewayParts parts;

    ModelsHandler(GatewayParts parts) {
        this.parts = parts;
    }

    void handle(HttpServerRequest http) {
        String key = Authenticator.keyIn(http.headers());
        try {
            Caller caller =
                    parts.authenticator().authenticate(key, parts.authenticator().clientIp(http));
            parts.limits().of(caller).show(http.response().headers());
            byte[] body = body(parts.catalog().get(), caller, http.path());
            http.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
            http.response().end(Buffer.buffer(body));
        } catch (ApiError refusal) {
            parts.metrics().refused(refusal.refusal());
            Replies.refuse(http.response(), refusal, Dialect.ofKey(key));
        }
    }

    private static byte[] body(Catalog catalog, Caller caller, String path) {
        ModelList list = new ModelList(catalog, caller.rules());
        if (path.length() <= PATH.length() + 1) return list.all();
        String id = path.substring(PATH.length() + 1);
        Optional<byte[]> one = list.one(id);
        return one.orElseThrow(
                () ->
                        ApiError.of(
                                Refusal.MODEL_NOT_FOUND,
                                "The model '"
                                        + id.substring(0, Math.min(100, id.length()))
                                        + "' does not exist.",
                                "model"));
    }
}
