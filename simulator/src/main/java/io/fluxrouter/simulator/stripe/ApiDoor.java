package io.fluxrouter.simulator.stripe;

import io.fluxrouter.simulator.stripe.StripeState.Answered;
import io.fluxrouter.simulator.stripe.StripeState.Incoming;
import io.fluxrouter.simulator.stripe.fault.ApiFault;
import io.fluxrouter.simulator.stripe.fault.ApiFaults;
import io.fluxrouter.simulator.stripe.wire.Answer;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The API's front door: key, faults, idempotency, JSON. Threads: its event loop, only. */
final class ApiDoor {
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";
    private static final String IDEMPOTENCY_KEY = "idempotency-key";

    private final Vertx vertx;
    private final StripeSettings settings;
    private final StripeState state;
    private final ApiFaults faults;

    ApiDoor(Vertx vertx, StripeSettings settings, StripeState state, ApiFaults faults) {
        this.vertx = vertx;
        this.settings = settings;
        this.state = state;
        this.faults = faults;
    }

    void handle(HttpServerRequest in, String body) {
        String method = in.method().name();
        String id = state.newRequestId();
        // Stripe ignores the key of a request that changes nothing.
        String key =
                method.equals("POST")
                        ? Optional.ofNullable(in.getHeader(IDEMPOTENCY_KEY)).orElse("")
                        : "";
        String form = method.equals("POST") ? body : Optional.ofNullable(in.query()).orElse("");
        Incoming request = new Incoming(id, method, in.path(), form, key);
        try {
            checkKey(in.getHeader("authorization"));
            serve(in, request, faults.take(method, in.path()));
        } catch (StripeError refused) {
            write(in, request, Answer.of(refused));
        }
    }

    private void serve(HttpServerRequest in, Incoming request, Optional<ApiFault> fault) {
        if (fault.isEmpty()) {
            write(in, request, answered(request, UnaryOperator.identity()));
            return;
        }
        switch (fault.get()) {
            case ApiFault.FailBefore(int status) ->
                    write(
                            in,
                            request,
                            Answer.of(
                                    status == 429
                                            ? StripeError.tooMany()
                                            : StripeError.broken(status)));
            case ApiFault.CutBefore() -> in.connection().close();
            case ApiFault.FailAfter(int status) ->
                    write(
                            in,
                            request,
                            answered(request, answer -> Answer.of(StripeError.broken(status))));
            case ApiFault.CutAfter() -> {
                answered(request, UnaryOperator.identity());
                in.connection().close();
            }
            case ApiFault.HoldBefore() -> {}
            case ApiFault.HoldAfter() -> answered(request, UnaryOperator.identity());
            case ApiFault.Slow(int millis) -> {
                Answered answered = state.answer(request, UnaryOperator.identity());
                vertx.setTimer(
                        Math.max(1, millis),
                        timer -> {
                            state.finish(request, answered);
                            write(in, request, answered.answer());
                        });
            }
        }
    }

    private Answer answered(Incoming request, UnaryOperator<Answer> spoilt) {
        Answered answered = state.answer(request, spoilt);
        state.finish(request, answered);
        return answered.answer();
    }

    private void checkKey(@Nullable String authorization) {
        String key = "";
        if (authorization != null && authorization.startsWith(BEARER)) {
            key = authorization.substring(BEARER.length()).strip();
        } else if (authorization != null && authorization.startsWith(BASIC)) {
            key = basicUser(authorization.substring(BASIC.length()).strip());
        }
        if (key.isEmpty()) throw StripeError.noKey();
        if (!key.equals(settings.secretKey())) throw StripeError.wrongKey();
    }

    private static String basicUser(String encoded) {
        try {
            byte[] pair = Base64.getDecoder().decode(encoded);
            return new String(pair, StandardCharsets.UTF_8).replaceFirst(":.*", "");
        } catch (IllegalArgumentException broken) {
            throw StripeError.wrongKey();
        }
    }

    private void write(HttpServerRequest in, Incoming request, Answer answer) {
        HttpServerResponse out = in.response();
        if (out.closed()) return;
        out.setStatusCode(answer.status());
        out.putHeader("content-type", "application/json");
        out.putHeader("request-id", request.id());
        out.putHeader("stripe-version", settings.apiVersion());
        if (!request.idempotencyKey().isEmpty())
            out.putHeader(IDEMPOTENCY_KEY, request.idempotencyKey());
        if (answer.replayed()) out.putHeader("idempotent-replayed", "true");
        out.end(answer.body().toPrettyString());
    }
}
