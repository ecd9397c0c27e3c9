package io.fluxrouter.gateway.relay;

import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.money.TokenUsage;
import io.fluxrouter.core.usage.Outcome;
import io.fluxrouter.gateway.count.Vocabulary;
import io.fluxrouter.gateway.meter.MeteredCall;
import io.fluxrouter.gateway.meter.OutputCounter;
import io.fluxrouter.gateway.meter.Served;
import io.fluxrouter.gateway.read.ChatRequest;
import io.fluxrouter.gateway.reply.FluxHeaders;
import io.fluxrouter.gateway.reply.Replies;
import io.fluxrouter.gateway.upstream.ProviderCall;
import io.fluxrouter.gateway.watch.Watch;
import io.fluxrouter.gateway.watch.Watched;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/**
 * Passes a stream on as it comes, and closes the call when it ends, whoever ended it. A caller that
 * leaves does not end it: the provider is read on for a while, because its tokens are made and must
 * be paid.
 *
 * <p>Threads: confined to the event loop of its request.
 */
public final class StreamRelay extends Watched {
    /** How long a provider is read for the usage of an answer nobody hears any more. */
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private static final int CLIENT_CLOSED_REQUEST = 499;
    private static final CharSequence EVENT_STREAM =
            HttpHeaders.createOptimized("text/event-stream; charset=utf-8");
    private static final CharSequence TRAILER = HttpHeaders.createOptimized("Trailer");
    private static final CharSequence NO_CACHE = HttpHeaders.createOptimized("no-cache");

    /** A comment, which clients skip; in between, a proxy would think the connection dead. */
    private static final Buffer STILL_HERE = Buffer.buffer(": flux\n\n");

    /** Half of what common proxies allow. */
    private static final Duration QUIET = Duration.ofSeconds(15);

    private static final Buffer DONE = Buffer.buffer("data: [DONE]\n\n");

    private final MeteredCall call;
    private final Model model;
    private final ChatRequest request;
    private final ProviderCall upstream;
    private final HttpServerResponse out;
    private final Context context = Vertx.currentContext();
    private final Frames frames = new Frames();
    private final OutputCounter counter = new OutputCounter();
    private final Watch watch;
    private final Ending ending;
    private long quietSince;
    private boolean wrote = true;
    private boolean callerGone;
    private boolean over;

    public StreamRelay(Exchange exchange, Watch watch) {
        this.call = exchange.call();
        this.model = exchange.model();
        this.request = exchange.request();
        this.upstream = exchange.upstream();
        this.out = exchange.out();
        this.watch = watch;
        this.ending = new Ending(request.includeUsage());
    }

    /** Attaches to both sides and lets the provider's bytes come. */
    public void run() {
        out.setChunked(true);
        out.putHeader(HttpHeaders.CONTENT_TYPE, EVENT_STREAM);
        out.putHeader(HttpHeaders.CACHE_CONTROL, NO_CACHE);
        out.putHeader(TRAILER, FluxHeaders.COST);
        Replies.putRoute(out, call.facts(), model);
        out.closeHandler(closed -> leave());
        out.exceptionHandler(broken -> leave());
        out.drainHandler(drained -> upstream.resume());
        upstream.onPiece(this::pass);
        upstream.onEnd(() -> end());
        upstream.onBroken(() -> cut());
        watch.add(this);
        if (out.closed()) leave();
        upstream.resume();
    }

    /** Says that the stream lives when the provider has said nothing for a while. */
    @Override
    protected void look(long nanoTime) {
        if (wrote) {
            wrote = false;
            quietSince = nanoTime;
        } else if (nanoTime - quietSince > QUIET.toNanos() && !out.writeQueueFull()) {
            write(STILL_HERE);
        }
    }

    private void pass(Buffer piece) {
        if (over) return;
        byte[] bytes = frames.with(piece.getBytes());
        int plainFrom = 0;
        int from = 0;
        for (int to = Frames.end(bytes, from); to >= 0 && !over; to = Frames.end(bytes, from)) {
            if (isPlain(bytes, from, to)) {
                counter.count(bytes, from, to);
            } else {
                write(bytes, plainFrom, from);
                inspect(bytes, from, to);
                plainFrom = to;
            }
            from = to;
        }
        if (over) return;
        // Nearly every piece is whole events of plain text, which go on without being copied.
        boolean untouched = plainFrom == 0 && from == piece.length() && from == bytes.length;
        if (untouched) write(piece);
        else write(bytes, plainFrom, from);
        frames.keep(bytes, from);
        if (frames.tooLong()) cut();
    }

    private boolean isPlain(byte[] bytes, int from, int to) {
        return ending.isEmpty()
                && !Frame.mayMatter(bytes, from, to)
                && !Frame.isDone(bytes, from, to);
    }

    /** Looks into an event that may matter, or that follows one which is held back. */
    private void inspect(byte[] bytes, int from, int to) {
        if (Frame.isDone(bytes, from, to)) {
            complete();
            return;
        }
        counter.count(bytes, from, to);
        Frame frame = Frame.mayMatter(bytes, from, to) ? Frame.read(bytes, from, to) : null;
        if (frame != null) ending.note(frame);
        if (frame != null && Ending.belongs(frame)) {
            ending.hold(frame);
        } else {
            for (Buffer held : ending.letGo()) write(held);
            write(bytes, from, to);
        }
    }

    private void write(byte[] bytes, int from, int to) {
        if (to > from) write(Buffer.buffer(to - from).appendBytes(bytes, from, to - from));
    }

    private void write(Buffer piece) {
        if (callerGone) return;
        wrote = true;
        out.write(piece);
        if (out.writeQueueFull()) upstream.pause();
    }

    /**
     * The caller has left. The provider's tokens are made: read on for their count, for a bounded
     * time.
     */
    private void leave() {
        if (callerGone || over) return;
        callerGone = true;
        context.owner().setTimer(DRAIN.toMillis(), timer -> giveUpDraining());
        upstream.resume();
    }

    private void giveUpDraining() {
        if (over || waitsToCount(this::giveUpDraining)) return;
        upstream.reset();
        close(Outcome.CALLER_GONE);
    }

    /** The provider's side has ended. Some leave out the end mark, but a finished answer is one. */
    private void end() {
        if (over) return;
        if (ending.isEmpty() && ending.usage() == null) {
            cut();
        } else {
            complete();
        }
    }

    private void complete() {
        if (over || waitsToCount(this::complete)) return;
        MeteredCall.Closed closed = close(callerGone ? Outcome.CALLER_GONE : Outcome.COMPLETED);
        finish(closed, ending.with(tokens(), closed.figures().cost()).appendBuffer(DONE));
    }

    /** The provider broke off. What came is paid; the caller is told within the stream. */
    private void cut() {
        if (over) return;
        for (Buffer held : ending.letGo()) write(held);
        upstream.reset();
        if (waitsToCount(this::cut)) return;
        MeteredCall.Closed closed = close(callerGone ? Outcome.CALLER_GONE : Outcome.PROVIDER_CUT);
        finish(closed, StreamErrors.providerCut());
    }

    /** True if the tokens must be counted and cannot be yet; the step then comes again. */
    private boolean waitsToCount(Runnable step) {
        if (ending.usage() != null || Vocabulary.isLoaded()) return false;
        Vocabulary.loaded(context).onComplete(ready -> step.run());
        return true;
    }

    private MeteredCall.Closed close(Outcome outcome) {
        over = true;
        watch.remove(this);
        int status = callerGone ? CLIENT_CLOSED_REQUEST : 200;
        boolean estimated = ending.usage() == null;
        return call.close(new Served(model, tokens(), estimated, outcome, status));
    }

    private TokenUsage tokens() {
        TokenUsage reported = ending.usage();
        return reported != null ? reported : Estimates.of(request, model, counter.tokens());
    }

    private void finish(MeteredCall.Closed closed, Buffer last) {
        if (callerGone) return;
        closed.whenKept(context, () -> endReply(closed.figures().cost(), last));
    }

    private void endReply(Money cost, Buffer last) {
        if (out.closed() || out.ended()) return;
        out.putTrailer(FluxHeaders.COST, cost.toDecimal());
        out.end(last);
    }
}
