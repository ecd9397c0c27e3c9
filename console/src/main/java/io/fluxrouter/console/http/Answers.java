package io.fluxrouter.console.http;

import io.fluxrouter.core.access.Dialect;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.ErrorBody;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Writes replies and refusals. On the event loop only. */
final class Answers {
    private Answers() {}

    static void write(HttpServerResponse response, Reply reply) {
        if (response.closed() || response.ended()) return;
        head(response, reply);
        if (reply.body().length() == 0) {
            response.end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, reply.contentType());
            response.end(reply.body());
        }
    }

    /** Everything but the body. */
    static void head(HttpServerResponse response, Reply reply) {
        response.setStatusCode(reply.status());
        reply.headers().forEach(header -> response.headers().add(header.name(), header.value()));
        if (!response.headers().contains(HttpHeaders.CACHE_CONTROL)) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }

    /** In the shape of the path: under /api/v1 the billing API's, else of the key's dialect. */
    static void refuse(HttpServerRequest http, ApiError error) {
        HttpServerResponse response = http.response();
        if (response.closed() || response.ended()) return;
        if (BillingError.appliesTo(String.valueOf(http.path()))) {
            refuse(response, new BillingError(error));
            return;
        }
        ErrorBody body = ErrorBody.of(error, Dialect.ofKey(Gatekeeper.token(http)));
        response.setStatusCode(body.status());
        body.headers().forEach(response::putHeader);
        response.end(Buffer.buffer(body.json()));
    }

    private static void refuse(HttpServerResponse response, BillingError error) {
        response.setStatusCode(error.status());
        error.error().headers().forEach(response::putHeader);
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        response.end(Buffer.buffer(error.json()));
    }
}
