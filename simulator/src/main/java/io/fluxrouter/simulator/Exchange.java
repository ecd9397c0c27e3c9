package io.fluxrouter.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * One request and the reply to it on the wire, which ends once: finished, cut, or left by the
 * client. Threads: the event loop of its connection, only.
 */
final class Exchange {
    private final Vertx vertx;
    private final HttpServerRequest in;
    private final HttpServerResponse out;
    private final TallyBook book;
    private Runnable atEnd = () -> {};
    private boolean over;

    Exchange(Vertx vertx, HttpServerRequest in, TallyBook book) {
        this.vertx = vertx;
        this.in = in;
        this.out = in.response();
        this.book = book;
        out.exceptionHandler(lost -> left());
        out.closeHandler(closed -> left());
        book.request();
    }

    HttpServerRequest request() {
        return in;
    }

    boolean over() {
        return over;
    }

    /** What runs when the exchange is over, before the last byte is written. */
    void atEnd(Runnable action) {
        atEnd = action;
    }

    /** Runs the step after a while, at once for zero, never if the exchange is over by then. */
    void later(long millis, Runnable step) {
        if (millis > 0) vertx.setTimer(millis, timer -> ifOpen(step));
        else ifOpen(step);
    }

    void header(String name, String value) {
        out.putHeader(name, value);
    }

    void status(int status) {
        out.setStatusCode(status);
        book.status(status);
    }

    /** Makes the body one of unknown length. */
    void chunked() {
        out.setChunked(true);
    }

    void write(Buffer bytes) {
        // A failed write means that the connection broke; its handler has been told.
        out.write(bytes).onFailure(lost -> left());
    }

    /** Runs the step when the client has taken enough of what was written. */
    boolean waitsForReader(Runnable step) {
        if (!out.writeQueueFull()) return false;
        out.drainHandler(
                drained -> {
                    out.drainHandler(null);
                    ifOpen(step);
                });
        return true;
    }

    void end(Buffer bytes) {
        if (finish()) out.end(bytes);
    }

    void end(ApiError error) {
        status(error.status());
        header("content-type", "application/json");
        if (error.status() == 429) header("retry-after", "1");
        end(Buffer.buffer(error.json()));
    }

    /** Closes the connection under the client. */
    void cut() {
        if (finish()) in.connection().close();
    }

    private void left() {
        if (finish()) book.clientAbort();
    }

    private void ifOpen(Runnable step) {
        if (!over) step.run();
    }

    private boolean finish() {
        if (over) return false;
        over = true;
        atEnd.run();
        return true;
    }
}
