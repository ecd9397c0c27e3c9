package io.fluxrouter.gateway;

import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.access.Dialect;
import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.route.Route;
import io.fluxrouter.core.route.RoutePolicy;
import io.fluxrouter.core.spend.BudgetWarning;
import io.fluxrouter.core.usage.Outcome;
import io.fluxrouter.gateway.admit.Admission.Admitted;
import io.fluxrouter.gateway.auth.Authenticator;
import io.fluxrouter.gateway.limit.KeyRates;
import io.fluxrouter.gateway.limit.TakenTokens;
import io.fluxrouter.gateway.limit.TokenEstimate;
import io.fluxrouter.gateway.meter.CallFacts;
import io.fluxrouter.gateway.meter.MeteredCall;
import io.fluxrouter.gateway.meter.Served;
import io.fluxrouter.gateway.read.BodyCollector;
import io.fluxrouter.gateway.read.ChatRequest;
import io.fluxrouter.gateway.relay.Exchange;
import io.fluxrouter.gateway.relay.JsonRelay;
import io.fluxrouter.gateway.relay.ProviderRefusal;
import io.fluxrouter.gateway.relay.StreamRelay;
import io.fluxrouter.gateway.reply.Replies;
import io.fluxrouter.gateway.upstream.Answer;
import io.fluxrouter.gateway.upstream.Failover;
import io.fluxrouter.gateway.upstream.ProviderCall;
import io.fluxrouter.gateway.watch.Watch;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * POST /v1/chat/completions: the whole life of a request, top to bottom.
 *
 * <p>Threads: one event loop from first byte to last; nothing here may block.
 */
final class ChatHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ChatHandler.class);

    private final GatewayParts parts;
    private final GatewaySettings settings;
    private final Failover failover;
    private final Watch watch;
    private final MeteredCall.Outlets outlets;

    ChatHandler(GatewayParts parts, GatewaySettings settings, Failover failover, Watch watch) {
        this.parts = parts;
        this.settings = settings;
        this.failover = failover;
        this.watch = watch;
        this.outlets =
                new MeteredCall.Outlets(parts.sink(), parts.metrics().usage(), parts.nanoTime());
    }

    /** The parts of a request that are there before its body. */
    private record Arrival(
            UUID id,
            Caller caller,
            KeyRates rates,
            @Nullable String clientIp,
            HttpServerRequest http,
            long startedNanoTime) {}

    /** A request that is read and routed, and within its key's rates. */
    private record Routed(
            ChatRequest request, Route route, TakenTokens taken, Instant at, Catalog catalog) {}

    /** A request that has money to spend. */
    private record Call(
            MeteredCall metered, ChatRequest request, Admitted admitted, Catalog catalog) {}

    void handle(HttpServerRequest http, UUID id) {
        String key = Authenticator.keyIn(http.headers());
        String clientIp = parts.authenticator().clientIp(http);
        Dialect dialect = Dialect.ofKey(key);
        long started = parts.nanoTime().getAsLong();
        Caller caller;
        KeyRates rates;
        try {
            caller = parts.authenticator().authenticate(key, clientIp); // 401, 403
            Blocked.refuse(caller.block()); // 402
            rates = parts.limits().of(caller);
            rates.takeRequest(http.response().headers()); // 429
        } catch (ApiError refusal) {
            refuse(http, refusal, dialect);
            return;
        }
        Arrival arrival = new Arrival(id, caller, rates, clientIp, http, started);
        BodyCollector.of(http, settings.maxBody(), settings.bodyTime(), watch)
                .compose(body -> admit(arrival, body)) // 400, 404, 429, 402
                .compose(call -> serve(arrival, call)) // 502, 503, 504
                .onFailure(
                        failure -> {
                            rates.showTokens(http.response().headers());
                            refuse(http, failure, dialect);
                        });
    }

    /** Steps on memory. Waits only when the money leased to this node is used up. */
    private Future<Call> admit(Arrival arrival, byte[] body) {
        ChatRequest request = ChatRequest.read(body);
        Catalog catalog = parts.catalog().get();
        Route route = RoutePolicy.choose(catalog, arrival.caller().rules(), request.traits());
        TakenTokens taken =
                arrival.rates()
                        .takeTokens(
                                TokenEstimate.of(request, route),
                                arrival.http().response().headers()); // 429
        Instant now = parts.clock().instant();
        return hold(arrival, new Routed(request, route, taken, now, catalog))
                .onFailure(refusal -> taken.settle(0));
    }

    private Future<Call> hold(Arrival arrival, Routed routed) {
        if (!parts.sink().reserve()) return Future.failedFuture(journalFull());
        return parts.admission()
                .admit(arrival.caller(), routed.route(), routed.request(), routed.at())
                .onFailure(refusal -> parts.sink().release())
                .map(admitted -> open(arrival, routed, admitted));
    }

    private Call open(Arrival arrival, Routed routed, Admitted admitted) {
        parts.metrics().admitted();
        warn(arrival);
        CallFacts facts =
                new CallFacts(
                        arrival.id(),
                        routed.at(),
                        arrival.startedNanoTime(),
                        arrival.caller(),
                        routed.route(),
                        routed.request().stream(),
                        arrival.clientIp(),
                        arrival.http().getHeader(HttpHeaders.USER_AGENT));
        MeteredCall metered = new MeteredCall(facts, admitted.hold(), routed.taken(), outlets);
        return new Call(metered, routed.request(), admitted, routed.catalog());
    }

    private void warn(Arrival arrival) {
        Caller caller = arrival.caller();
        BudgetWarning warning = parts.warnings().of(caller.customerId(), caller.keyId());
        if (warning != null)
            Replies.putWarning(arrival.http().response(), warning, caller.dialect());
    }

    private Future<Void> serve(Arrival arrival, Call call) {
        Route route = call.metered().facts().route();
        return failover.call(call.catalog(), route, call.request(), call.admitted().outputLimit())
                .onFailure(failure -> closeUnserved(call, failure))
                .map(
                        answer -> {
                            relay(arrival, call, answer);
                            return null;
                        });
    }

    private void relay(Arrival arrival, Call call, Answer answer) {
        HttpServerResponse out = arrival.http().response();
        switch (answer) {
            case Answer.Begun(var model, var upstream) -> {
                Exchange exchange =
                        new Exchange(call.metered(), model, call.request(), upstream, out);
                if (streams(call.request(), upstream)) new StreamRelay(exchange, watch).run();
                else new JsonRelay(exchange).run();
            }
            case Answer.Refused refused -> ProviderRefusal.relay(call.metered(), refused, out);
        }
    }

    private static boolean streams(ChatRequest request, ProviderCall upstream) {
        return request.stream() && isEventStream(upstream.header(HttpHeaders.CONTENT_TYPE));
    }

    private static boolean isEventStream(@Nullable String contentType) {
        return contentType == null || contentType.startsWith("text/event-stream");
    }

    /** No provider answered: the hold goes back and the event says so. */
    private static void closeUnserved(Call call, Throwable failure) {
        int status =
                failure instanceof ApiError refusal
                        ? refusal.refusal().status()
                        : Refusal.INTERNAL_ERROR.status();
        Route route = call.metered().facts().route();
        call.metered()
                .close(
                        Served.nothing(
                                route.candidates().getLast(), Outcome.PROVIDER_FAILED, status));
    }

    private void refuse(HttpServerRequest http, Throwable failure, Dialect dialect) {
        ApiError error;
        if (failure instanceof ApiError refusal) {
            error = refusal;
        } else {
            LOG.error("a request failed", failure);
            error = ApiError.of(Refusal.INTERNAL_ERROR, "Something went wrong here.");
        }
        parts.metrics().refused(error.refusal());
        Replies.refuse(http.response(), error, dialect);
    }

    private static ApiError journalFull() {
        return ApiError.of(
                        Refusal.SERVER_BUSY,
                        "This server cannot record usage right now, and it serves nothing it cannot bill."
                                + " Nothing was spent.")
                .withHeader("Retry-After", "5");
    }
}
