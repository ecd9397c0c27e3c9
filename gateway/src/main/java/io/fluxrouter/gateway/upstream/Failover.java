package io.fluxrouter.gateway.upstream;

import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.catalog.Provider;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.route.Route;
import io.fluxrouter.gateway.read.ChatRequest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the candidates of a route until one begins to answer. Nothing has reached the caller yet,
 * so going on to the next is safe; after the first byte it never happens.
 *
 * <p>Threads: confined to the event loop it was made on.
 */
public final class Failover {
    private static final Logger LOG = LoggerFactory.getLogger(Failover.class);
    private static final Map<String, ProviderDialect> DIALECTS =
            Map.of("openai", new OpenAiDialect());

    /** An error body longer than this explains nothing. */
    private static final int MAX_ERROR_BODY = 64 * 1024;

    private final Upstreams upstreams;

    public Failover(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    /**
     * Fails with {@link ApiError} 502, 503 or 504 when no candidate answers; by the last one's
     * reason.
     *
     * @param outputLimit what the hold is good for; 0 keeps what the caller sent
     */
    public Future<Answer> call(
            Catalog catalog, Route route, ChatRequest request, long outputLimit) {
        Attempt attempt = new Attempt(catalog, route, request, outputLimit);
        // In a future of its own, so that whatever goes wrong ends as a failed call and never as a
        // lost hold.
        return Future.succeededFuture().compose(start -> tryFrom(0, attempt));
    }

    private record Attempt(Catalog catalog, Route route, ChatRequest request, long outputLimit) {}

    private Future<Answer> tryFrom(int index, Attempt attempt) {
        Model model = attempt.route().candidates().get(index);
        return send(model, attempt)
                .recover(
                        failure -> {
                            LOG.warn("{}: {}", model.id(), failure.getMessage());
                            boolean last = index + 1 == attempt.route().candidates().size();
                            return last
                                    ? Future.failedFuture(failure)
                                    : tryFrom(index + 1, attempt);
                        });
    }

    private Future<Answer> send(Model model, Attempt attempt) {
        Provider provider = attempt.catalog().providerOf(model);
        ProviderDialect dialect = DIALECTS.get(provider.dialect());
        if (dialect == null) throw new IllegalStateException("no dialect " + provider.dialect());
        Buffer body = dialect.body(attempt.request(), model, provider, limitFor(model, attempt));
        return upstreams
                .send(provider, dialect, body, attempt.request().stream())
                .transform(
                        sent ->
                                sent.succeeded()
                                        ? judge(model, sent.result())
                                        : Future.failedFuture(unreachable(sent.cause())));
    }

    /**
     * Never more than the hold covers, nor more than the model makes: a hold assumes no more than
     * that.
     */
    private static long limitFor(Model model, Attempt attempt) {
        long named = attempt.request().outputLimit();
        if (attempt.outputLimit() > 0) {
            return Math.min(attempt.outputLimit(), model.maxOutputTokens());
        }
        return named > model.maxOutputTokens() ? model.maxOutputTokens() : 0;
    }

    private static Future<Answer> judge(Model model, HttpClientResponse response) {
        int status = response.statusCode();
        if (status / 100 == 2) return Future.succeededFuture(new Answer.Begun(model, response));
        if (faultOfTheRequest(status)) {
            return errorBody(response).map(body -> new Answer.Refused(model, status, body));
        }
        response.request().reset();
        return Future.failedFuture(failed(status));
    }

    /**
     * Statuses another provider would give too. 401, 403 and 404 are the operator's set-up, not the
     * caller's.
     */
    private static boolean faultOfTheRequest(int status) {
        return status == 400 || status == 409 || status == 413 || status == 415 || status == 422;
    }

    private static Future<Buffer> errorBody(HttpClientResponse response) {
        Buffer body = Buffer.buffer();
        response.handler(
                piece -> {
                    if (body.length() + piece.length() <= MAX_ERROR_BODY) body.appendBuffer(piece);
                });
        response.resume();
        return response.end().map(body).otherwise(body);
    }

    private static ApiError failed(int status) {
        if (status == 429) {
            return ApiError.of(
                            Refusal.PROVIDER_OVERLOADED,
                            "The provider is overloaded. Nothing was charged. Try again shortly.")
                    .withHeader("Retry-After", "2");
        }
        return status == 408 || status == 504
                ? timedOut()
                : ApiError.of(
                        Refusal.PROVIDER_UNAVAILABLE,
                        "The provider could not serve this request. Nothing was charged.");
    }

    private static ApiError unreachable(Throwable cause) {
        if (cause instanceof TimeoutException) return timedOut();
        return ApiError.of(
                Refusal.PROVIDER_UNAVAILABLE,
                "The provider could not be reached. Nothing was charged.");
    }

    private static ApiError timedOut() {
        return ApiError.of(
                Refusal.PROVIDER_TIMEOUT,
                "The provider did not answer in time. Nothing was charged.");
    }
}
