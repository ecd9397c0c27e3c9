package io.fluxrouter.gateway.upstream;

import io.fluxrouter.core.catalog.Provider.Timeouts;
import io.fluxrouter.gateway.watch.Watch;
import io.fluxrouter.gateway.watch.Watched;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One call to a provider: what it answers, and how long it may be silent. Silence is looked for
 * about once a second, so a time-out may come a second late; a timer for each call would cost more
 * than all else that is done here.
 *
 * <p>Threads: confined to the event loop it was made on.
 */
public final class ProviderCall extends Watched {
    private final HttpClientRequest request;
    private final Timeouts timeouts;
    private @Nullable HttpClientResponse response;
    private long silentSince;
    private boolean heard;

    private ProviderCall(HttpClientRequest request, Timeouts timeouts, long now) {
        this.request = request;
        this.timeouts = timeouts;
        this.silentSince = now;
    }

    /**
     * Sends the body. The answer comes paused, so that whoever relays it can attach first. Fails
     * with a cause of {@link TimeoutException} when no answer begins in time.
     */
    static Future<ProviderCall> send(
            HttpClientRequest request, Buffer body, Timeouts timeouts, Watch watch) {
        ProviderCall call = new ProviderCall(request, timeouts, watch.nanoTime());
        watch.add(call);
        return request.send(body)
                .transform(
                        answer -> {
                            if (answer.failed()) {
                                watch.remove(call);
                                return Future.failedFuture(answer.cause());
                            }
                            call.begin(answer.result());
                            call.end().onComplete(over -> watch.remove(call));
                            return Future.succeededFuture(call);
                        });
    }

    private void begin(HttpClientResponse begun) {
        begun.pause();
        response = begun;
        heard = true;
    }

    @Override
    protected void look(long nanoTime) {
        if (heard) {
            heard = false;
            silentSince = nanoTime;
            return;
        }
        long allowed = (response == null ? timeouts.firstByte() : timeouts.idle()).toNanos();
        if (nanoTime - silentSince > allowed) {
            request.reset(0, new TimeoutException("the provider is silent"));
        }
    }

    public int status() {
        return response().statusCode();
    }

    public @Nullable String header(CharSequence name) {
        return response().getHeader(name);
    }

    /** Whether the connection serves another call after this one, as far as the provider says. */
    boolean keepsConnection() {
        String connection = header(HttpHeaders.CONNECTION);
        return response().version() == HttpVersion.HTTP_1_1
                && (connection == null || !connection.toLowerCase(Locale.ROOT).contains("close"));
    }

    /** What is done with each piece of the body. */
    public void onPiece(Handler<Buffer> handler) {
        response()
                .handler(
                        piece -> {
                            heard = true;
                            handler.handle(piece);
                        });
    }

    public void onEnd(Runnable handler) {
        response().endHandler(end -> handler.run());
    }

    /** What is done when the provider breaks off, or is silent for too long. */
    public void onBroken(Runnable handler) {
        response().exceptionHandler(broken -> handler.run());
    }

    /** Completes when the body has ended; fails when it broke off. */
    Future<Void> end() {
        return response().end();
    }

    public void pause() {
        response().pause();
    }

    public void resume() {
        response().resume();
    }

    /** Gives the rest of the answer up, and with it the connection. */
    public void reset() {
        request.reset();
    }

    private HttpClientResponse response() {
        return Objects.requireNonNull(response, "no answer has begun");
    }
}
