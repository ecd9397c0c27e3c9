package io.fluxrouter.gateway.read;

import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.gateway.watch.Watch;
import io.fluxrouter.gateway.watch.Watched;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Collects the body of a request, within a bound of bytes and of time. What comes beyond the bound
 * is read and dropped, so that a client still sending can hear the refusal.
 *
 * <p>Threads: confined to the event loop of its request.
 */
public final class BodyCollector extends Watched {
    private final HttpServerRequest request;
    private final int maxBytes;
    private final long lateAt;
    private final Promise<byte[]> whole = Promise.promise();
    private @Nullable Buffer first;
    private @Nullable Buffer collected;
    private int length;

    private BodyCollector(HttpServerRequest request, int maxBytes, long lateAt) {
        this.request = request;
        this.maxBytes = maxBytes;
        this.lateAt = lateAt;
    }

    /**
     * Fails with {@link ApiError}: 413 beyond the bytes, 408 beyond the time, 400 when it breaks
     * off.
     */
    public static Future<byte[]> of(
            HttpServerRequest request, int maxBytes, Duration time, Watch watch) {
        long lateAt = watch.nanoTime() + time.toNanos();
        BodyCollector body = new BodyCollector(request, maxBytes, lateAt);
        body.collect();
        Future<byte[]> whole = body.whole.future();
        if (!whole.isComplete()) {
            watch.add(body);
            whole.onComplete(done -> watch.remove(body));
        }
        return whole;
    }

    @Override
    protected void look(long nanoTime) {
        if (nanoTime - lateAt > 0) whole.tryFail(tooLate());
    }

    private void collect() {
        if (declaredLength() > maxBytes) whole.tryFail(tooLarge());
        request.handler(this::add);
        request.endHandler(end -> whole.tryComplete(bytes()));
        request.exceptionHandler(
                broken ->
                        whole.tryFail(
                                ApiError.of(Refusal.INVALID_BODY, "The request body broke off.")));
    }

    private void add(Buffer piece) {
        length += Math.min(piece.length(), Integer.MAX_VALUE - length);
        if (length > maxBytes) {
            whole.tryFail(tooLarge());
            first = null;
            collected = null;
        } else if (first == null) {
            first = piece;
        } else {
            if (collected == null) collected = Buffer.buffer(length * 2).appendBuffer(first);
            collected.appendBuffer(piece);
        }
    }

    /** Most bodies come in one piece, which is not copied twice. */
    private byte[] bytes() {
        if (collected != null) return collected.getBytes();
        return first == null ? new byte[0] : first.getBytes();
    }

    private long declaredLength() {
        String declared = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return declared == null ? 0 : Long.parseLong(declared.strip());
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }

    private static ApiError tooLate() {
        return ApiError.of(Refusal.REQUEST_TIMEOUT, "The request body did not arrive in time.")
                .withHeader("Connection", "close");
    }

    private ApiError tooLarge() {
        return ApiError.of(
                        Refusal.BODY_TOO_LARGE,
                        "The request body is larger than " + maxBytes + " bytes.")
                .withHeader("Connection", "close");
    }
}
