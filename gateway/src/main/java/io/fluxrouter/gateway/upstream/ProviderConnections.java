package io.fluxrouter.gateway.upstream;

import io.fluxrouter.core.catalog.Provider;
import io.fluxrouter.gateway.watch.Watch;
import io.fluxrouter.gateway.watch.Watched;
import io.fluxrouter.gateway.wire.SmallWrites;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The connections of one event loop to one provider, each for one call at a time. The one used last
 * is used first, so the others grow idle and close. Vert.x's own pool is made for many threads and
 * many addresses; on one loop, to one address, a queue does.
 *
 * <p>Threads: confined to the event loop it was made on.
 */
final class ProviderConnections extends Watched {
    /** Shorter than what common servers keep, so that a call seldom meets a closing connection. */
    private static final Duration KEEP_IDLE = Duration.ofSeconds(60);

    /** Queued beyond this, a request would wait longer than it takes to fail over. */
    private static final int MAX_QUEUE = 1_000;

    private record Idle(HttpClientConnection connection, long since) {}

    private record Turn(Promise<HttpClientConnection> promise, long since) {}

    private final Provider provider;
    private final HttpClientAgent client;
    private final HttpConnectOptions address;
    private final Watch watch;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private final Deque<Turn> queue = new ArrayDeque<>();
    private int open;

    ProviderConnections(Vertx vertx, Provider provider, Watch watch) {
        this.provider = provider;
        this.client = vertx.createHttpClient(clientOptions(provider));
        this.address = address(provider);
        this.watch = watch;
        watch.add(this);
    }

    /** A connection for one call; then {@link #giveBack} it or close it. */
    Future<HttpClientConnection> take() {
        Idle newest = idle.pollLast();
        if (newest != null) return Future.succeededFuture(newest.connection());
        if (open < provider.maxConnections()) return connect();
        if (queue.size() >= MAX_QUEUE) return Future.failedFuture(tooBusy());
        Turn turn = new Turn(Promise.promise(), watch.nanoTime());
        queue.addLast(turn);
        return turn.promise().future();
    }

    /** Call when an answer was read to its end and the provider keeps the connection. */
    void giveBack(HttpClientConnection connection) {
        Turn next = queue.pollFirst();
        if (next != null) next.promise().complete(connection);
        else idle.addLast(new Idle(connection, watch.nanoTime()));
    }

    /** Closes what nobody needed for long, and sends away who waited for long. */
    @Override
    protected void look(long nanoTime) {
        long patience = provider.timeouts().connect().toNanos();
        for (Turn first = queue.peekFirst();
                first != null && nanoTime - first.since() > patience;
                first = queue.peekFirst()) {
            queue.removeFirst().promise().fail(tooBusy());
        }
        List<HttpClientConnection> old = new ArrayList<>();
        for (Idle one : idle) {
            if (nanoTime - one.since() > KEEP_IDLE.toNanos()) old.add(one.connection());
        }
        old.forEach(HttpClientConnection::close);
    }

    private Future<HttpClientConnection> connect() {
        open++;
        return client.connect(address)
                .onSuccess(
                        made -> {
                            SmallWrites.on(made);
                            made.closeHandler(closed -> gone(made));
                        })
                .onFailure(failure -> oneLess());
    }

    private void gone(HttpClientConnection connection) {
        idle.removeIf(one -> one.connection().equals(connection));
        oneLess();
    }

    /** Whoever waits gets the room. */
    private void oneLess() {
        open--;
        Turn next = queue.pollFirst();
        if (next != null) connect().onComplete(next.promise());
    }

    private ConnectionPoolTooBusyException tooBusy() {
        return new ConnectionPoolTooBusyException("too many calls wait for " + provider.name());
    }

    private static HttpClientOptions clientOptions(Provider provider) {
        return new HttpClientOptions()
                .setTcpNoDelay(true)
                .setConnectTimeout((int) provider.timeouts().connect().toMillis())
                .setSsl(secure(provider.baseUri()))
                .setVerifyHost(secure(provider.baseUri()));
    }

    private static HttpConnectOptions address(Provider provider) {
        URI uri = provider.baseUri();
        return new HttpConnectOptions()
                .setHost(uri.getHost())
                .setPort(uri.getPort() >= 0 ? uri.getPort() : secure(uri) ? 443 : 80)
                .setSsl(secure(uri));
    }

    private static boolean secure(URI uri) {
        return "https".equals(uri.getScheme());
    }
}
