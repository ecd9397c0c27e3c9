package io.fluxrouter.gateway.upstream;

import io.fluxrouter.core.catalog.Provider;
import io.fluxrouter.gateway.watch.Watch;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.HashMap;
import java.util.Map;

/**
 * Calls to providers over kept connections, for one event loop: a request never crosses to another
 * thread.
 *
 * <p>Threads: confined to the event loop it was made on.
 */
public final class Upstreams {
    private final Vertx vertx;
    private final Watch watch;
    private final Map<String, ProviderConnections> connections = new HashMap<>();

    public Upstreams(Vertx vertx, Watch watch) {
        this.vertx = vertx;
        this.watch = watch;
    }

    /** Sends a chat call. The answer comes paused, so that whoever relays it can attach first. */
    Future<ProviderCall> send(
            Provider provider, ProviderDialect dialect, Buffer body, boolean streaming) {
        ProviderConnections kept = connections(provider);
        return kept.take()
                .compose(
                        connection ->
                                connection
                                        .request(post(dialect.path(provider)))
                                        .compose(
                                                request -> {
                                                    dialect.putHeaders(
                                                            request.headers(), provider, streaming);
                                                    return ProviderCall.send(
                                                            request,
                                                            body,
                                                            provider.timeouts(),
                                                            watch);
                                                })
                                        .onComplete(call -> release(kept, connection, call)));
    }

    /** Gives the connection back when the answer has been read; else it is of no more use. */
    private static void release(
            ProviderConnections kept,
            HttpClientConnection connection,
            AsyncResult<ProviderCall> call) {
        if (call.failed()) {
            connection.close();
            return;
        }
        call.result()
                .end()
                .onComplete(
                        end -> {
                            if (end.succeeded() && call.result().keepsConnection()) {
                                kept.giveBack(connection);
                            } else {
                                connection.close();
                            }
                        });
    }

    private static RequestOptions post(String path) {
        return new RequestOptions().setMethod(HttpMethod.POST).setURI(path);
    }

    private ProviderConnections connections(Provider provider) {
        ProviderConnections known = connections.get(provider.name());
        return known != null
                ? known
                : connections.computeIfAbsent(
                        provider.name(), name -> new ProviderConnections(vertx, provider, watch));
    }
}
