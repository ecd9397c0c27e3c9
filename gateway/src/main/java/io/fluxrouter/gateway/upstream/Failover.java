package io.fluxrouter.gateway.upstream;

import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.catalog.Provider;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.route.Route;
import io.fluxrouter.gateway.read.ChatRequest;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpHeaders;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
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
    private final Circuits circuits;
    private final InstantSource clock;

    public Failover(Upstreams upstreams, Circuits circuits, InstantSource clock) {
        this.upstreams = upstreams;
        this.circuits = circuits;
        this.clock = clock;
    }

    /**
     * Fails with {@link ApiError} 502, 503 or 504 when no candidate answers; by the last one's
     * reason.
     *
     * @param outputLimit what the hold is good for; 0 keeps what the caller sent
     */
    public Future<Answer> call(
            Catalog catalog, Route route, ChatRequest request, long outputLimit) {
        Attempt attempt = new Attempt(catalog, route, request, outputLimit, new ArrayList<>());
        // In a future of its own, so that whatever goes wrong ends as a failed call and never as a
        // lost hold.
        return Future.succeededFuture().compose(start -> tryFrom(0, attempt, null));
    }

    /**
     * One request on its way through the candidates.
     *
     * @param heldBack the candidates left out so far
     */
    private record Attempt(
            Catalog catalog,
            Route route,
            ChatRequest request,
            long outputLimit,
            List<Model> heldBack) {}

    /** Calls the next candidate that is not held back. */
    private Future<Answer> tryFrom(int index, Attempt attempt, @Nullable Throwable earlier) {
        List<Model> candidates = attempt.route().candidates();
        for (int i = index; i < candidates.size(); i++) {
            Model model = candidates.get(i);
            Circuit circuit = circuits.of(attempt.catalog().providerOf(model));
            if (circuit.tryCall()) {
                int next = i + 1;
                return called(model, circuit, attempt)
                        .recover(
                                failure -> {
                                    LOG.warn("{}: {}", model.id(), failure.getMessage());
                                    return tryFrom(next, attempt, failure);
                                });
            }
            attempt.heldBack().add(model);
        }
        return attempt.heldBack().isEmpty() && earlier != null
                ? Future.failedFuture(earlier)
                : lastResort(attempt);
    }

    /** Calls with a permit, and reports to the circuit how it went. */
    private Future<Answer> called(Model model, Circuit circuit, Attempt attempt) {
        return Future.succeededFuture()
                .compose(start -> send(model, attempt))
                .onComplete(sent -> report(circuit, sent))
                .transform(sent -> answer(model, sent));
    }

    private void report(Circuit circuit, AsyncResult<ProviderCall> sent) {
        if (sent.succeeded()) {
            report(circuit, sent.result());
        } else if (isOurs(sent.cause())) {
            circuit.abandoned();
        } else {
            circuit.failed();
        }
    }

    /** A queue of ours that is full, or a mistake of ours, says nothing about the provider. */
    private static boolean isOurs(Throwable failure) {
        return failure instanceof ConnectionPoolTooBusyException
                || (failure instanceof RuntimeException && !(failure instanceof VertxException));
    }

    private void report(Circuit circuit, ProviderCall call) {
        int status = call.status();
        if (status == 429) {
            String retryAfter = call.header(HttpHeaders.RETRY_AFTER);
            circuit.overloaded(RetryAfter.read(retryAfter, clock.instant()));
        } else if (status >= 500 || status == 408) {
            circuit.failed();
        } else {
            circuit.answered();
        }
    }

    /**
     * All that is left would be a refusal: so of the candidates that are held back, the one whose
     * time comes first is tried all the same. It gets no permit, so it proves nothing to its
     * circuit.
     */
    private Future<Answer> lastResort(Attempt attempt) {
        Model soonest =
                Collections.min(
                        attempt.heldBack(),
                        Comparator.comparingLong(
                                model ->
                                        circuits.of(attempt.catalog().providerOf(model))
                                                .heldBackNanos()));
        return send(soonest, attempt).transform(sent -> answer(soonest, sent));
    }

    private static Future<Answer> answer(Model model, AsyncResult<ProviderCall> sent) {
        return sent.succeeded()
                ? judge(model, sent.result())
                : Future.failedFuture(unreachable(sent.cause()));
    }

    private Future<ProviderCall> send(Model model, Attempt attempt) {
        Provider provider = attempt.catalog().providerOf(model);
        ProviderDialect dialect = DIALECTS.get(provider.dialect());
        if (dialect == null) throw new IllegalStateException("no dialect " + provider.dialect());
        Buffer body = dialect.body(attempt.request(), model, provider, limitFor(model, attempt));
        return upstreams.send(provider, dialect, body, attempt.request().stream());
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

    private static Future<Answer> judge(Model model, ProviderCall call) {
        int status = call.status();
        if (status / 100 == 2) return Future.succeededFuture(new Answer.Begun(model, call));
        if (faultOfTheRequest(status)) {
            return errorBody(call).map(body -> new Answer.Refused(model, status, body));
        }
        call.reset();
        return Future.failedFuture(failed(status));
    }

    /**
     * Statuses another provider would give too. 401, 403 and 404 are the operator's set-up, not the
     * caller's.
     */
    private static boolean faultOfTheRequest(int status) {
        return status == 400 || status == 409 || status == 413 || status == 415 || status == 422;
    }

    private static Future<Buffer> errorBody(ProviderCall call) {
        Buffer body = Buffer.buffer();
        call.onPiece(
                piece -> {
                    if (body.length() + piece.length() <= MAX_ERROR_BODY) body.appendBuffer(piece);
                });
        call.resume();
        return call.end().map(body).otherwise(body);
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
        if (cause instanceof TimeoutException || cause.getCause() instanceof TimeoutException) {
            return timedOut();
        }
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
