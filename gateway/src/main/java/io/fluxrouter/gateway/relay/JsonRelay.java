package io.fluxrouter.gateway.relay;

import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.money.TokenUsage;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.usage.Figures;
import io.fluxrouter.core.usage.Outcome;
import io.fluxrouter.gateway.count.TextCounter;
import io.fluxrouter.gateway.count.Vocabulary;
import io.fluxrouter.gateway.meter.MeteredCall;
import io.fluxrouter.gateway.meter.Served;
import io.fluxrouter.gateway.meter.UsageReader;
import io.fluxrouter.gateway.read.ChatRequest;
import io.fluxrouter.gateway.reply.FluxHeaders;
import io.fluxrouter.gateway.reply.Replies;
import io.fluxrouter.gateway.upstream.ProviderCall;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * Passes a whole answer on. It is held, within a bound, because the cost must stand in a header
 * before it.
 *
 * <p>Threads: confined to the event loop of its request.
 */
public final class JsonRelay {
    /** Far above any text a model writes; images in answers fit too. */
    private static final int MAX_BODY = 32 * 1024 * 1024;

    private static final int CLIENT_CLOSED_REQUEST = 499;
    private static final Buffer EMPTY = Buffer.buffer(0);
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    private final MeteredCall call;
    private final Model model;
    private final ChatRequest request;
    private final ProviderCall upstream;
    private final HttpServerResponse out;
    private final Context context = Vertx.currentContext();
    private Buffer body = EMPTY;
    private @Nullable Buffer whole;
    private boolean over;

    public JsonRelay(Exchange exchange) {
        this.call = exchange.call();
        this.model = exchange.model();
        this.request = exchange.request();
        this.upstream = exchange.upstream();
        this.out = exchange.out();
    }

    /**
     * Attaches to the provider and lets its bytes come. A caller that leaves is billed all the
     * same.
     */
    public void run() {
        upstream.onPiece(this::collect);
        upstream.onEnd(() -> complete());
        upstream.onBroken(() -> fail());
        upstream.resume();
    }

    private void collect(Buffer piece) {
        if (over) return;
        if (body.length() + piece.length() > MAX_BODY) {
            fail();
        } else if (body.length() == 0) {
            body = piece; // Most answers come in one piece, which goes on without being copied.
        } else {
            append(piece);
        }
    }

    private void append(Buffer piece) {
        Buffer ours = whole;
        if (ours == null) {
            ours = Buffer.buffer(body.length() * 2).appendBuffer(body);
            whole = ours;
            body = ours;
        }
        ours.appendBuffer(piece);
    }

    private void complete() {
        if (over) return;
        byte[] bytes = body.getBytes();
        UsageReader.Reading reading = UsageReader.read(bytes, 0, bytes.length);
        if (reading == null) {
            fail();
            return;
        }
        TokenUsage reported = reading.usage();
        if (reported == null && !Vocabulary.isLoaded()) {
            Vocabulary.loaded(context).onComplete(ready -> complete());
            return;
        }
        over = true;
        TokenUsage tokens =
                reported != null
                        ? reported
                        : Estimates.of(request, model, TextCounter.count(bytes));
        boolean gone = out.closed();
        MeteredCall.Closed closed =
                call.close(
                        new Served(
                                model,
                                tokens,
                                reported == null,
                                gone ? Outcome.CALLER_GONE : Outcome.COMPLETED,
                                gone ? CLIENT_CLOSED_REQUEST : upstream.status()));
        closed.whenKept(context, () -> write(closed.figures()));
    }

    private void write(Figures figures) {
        if (out.closed() || out.ended()) return;
        MultiMap headers = out.headers();
        headers.add(HttpHeaders.CONTENT_TYPE, JSON);
        headers.add(FluxHeaders.COST, figures.cost().toDecimal());
        headers.add(FluxHeaders.MARKET_COST, figures.marketCost().toDecimal());
        Replies.putRoute(out, call.facts(), model);
        out.setStatusCode(upstream.status());
        out.end(body);
    }

    /** No usable answer came, so nothing is charged. */
    private void fail() {
        if (over) return;
        over = true;
        upstream.reset();
        call.close(
                Served.nothing(
                        model, Outcome.PROVIDER_FAILED, Refusal.PROVIDER_UNAVAILABLE.status()));
        Replies.refuse(
                out,
                ApiError.of(
                        Refusal.PROVIDER_UNAVAILABLE,
                        "The provider's answer could not be read to its end. Nothing was charged."),
                call.facts().caller().dialect());
    }
}
