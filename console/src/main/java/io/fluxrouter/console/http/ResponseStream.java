package io.fluxrouter.console.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of a response as a stream that waits for its reader: one piece is under way at a time,
 * so memory does not grow with the length of the body nor with the slowness of the reader.
 *
 * <p>Threads: written by one virtual thread; the event loop of the connection sends.
 */
final class ResponseStream extends OutputStream {
    private static final Logger LOG = LoggerFactory.getLogger(ResponseStream.class);
    private static final int PIECE = 64 * 1024;

    /** Longer than this nobody reads: the connection is as good as gone. */
    private static final long PATIENCE_SECONDS = 60;

    private final HttpServerResponse response;
    private final Context loop;
    private Buffer piece = Buffer.buffer(PIECE);

    private ResponseStream(HttpServerResponse response, Context loop) {
        this.response = response;
        this.loop = loop;
    }

    /** Begins the response, on the event loop; the rest follows from a virtual thread. */
    static void send(
            HttpServerResponse response, Reply reply, BodyWriter writer, Executor virtualThreads) {
        if (response.closed() || response.ended()) return;
        Answers.head(response, reply);
        response.putHeader(HttpHeaders.CONTENT_TYPE, reply.contentType());
        response.setChunked(true);
        Context loop = Vertx.currentContext();
        ResponseStream stream = new ResponseStream(response, loop);
        virtualThreads.execute(() -> stream.run(writer));
    }

    private void run(BodyWriter writer) {
        try {
            writer.writeTo(this);
            flush();
            loop.runOnContext(go -> response.end());
        } catch (IOException gone) {
            loop.runOnContext(go -> response.reset());
        } catch (RuntimeException failure) {
            // The status has been sent: only a broken connection can tell that this is not all.
            LOG.error("a streamed reply failed", failure);
            loop.runOnContext(go -> response.reset());
        }
    }

    @Override
    public void write(int one) throws IOException {
        piece.appendByte((byte) one);
        if (piece.length() >= PIECE) flush();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        piece.appendBytes(bytes, offset, length);
        if (piece.length() >= PIECE) flush();
    }

    /** Waits until the connection has taken what was written. */
    @Override
    public void flush() throws IOException {
        if (piece.length() == 0) return;
        Buffer full = piece;
        piece = Buffer.buffer(PIECE);
        CompletableFuture<Void> sent = new CompletableFuture<>();
        loop.runOnContext(
                go ->
                        response.write(full)
                                .onSuccess(sent::complete)
                                .onFailure(sent::completeExceptionally));
        try {
            sent.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException gone) {
            throw new IOException("nobody reads", gone);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException(stop);
        }
    }
}
