package io.fluxrouter.gateway.upstream;

import io.fluxrouter.core.catalog.Provider;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * One pool of connections per provider, for one event loop: a request never crosses to another
 * thread.
 *
 * <p>Threads: confined to the event loop it was made on.
 */
public final class Upstreams {
    private static final int IDLE_CONNECTION_SECONDS = 60;

    /** Queued beyond this, a request would wait longer than it takes to fail over. */
    private static final int MAX_QUEUE = 1_000;

    private final Vertx vertx;
    private final Map<String, HttpClient> pools = new HashMap<>();

    public Upstreams(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Sends a chat call. The response comes paused, so that whoever relays it can attach first. */
    Future<HttpClientResponse> send(
            Provider provider, ProviderDialect dialect, Buffer body, boolean streaming) {
        return pool(provider)
                .request(options(provider, dialect))
                .compose(
                        request -> {
                            dialect.putHeaders(request.headers(), provider, streaming);
                            request.idleTimeout(provider.timeouts().firstByte().toMillis());
                            return request.send(body)
                                    .map(response -> begun(request, response, provider));
                        });
    }

    private static HttpClientResponse begun(
            HttpClientRequest request, HttpClientResponse response, Provider provider) {
        response.pause();
        request.idleTimeout(provider.timeouts().idle().toMillis());
        return response;
    }

    private static RequestOptions options(Provider provider, ProviderDialect dialect) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(provider.baseUri().getHost())
                .setPort(port(provider.baseUri()))
                .setSsl(secure(provider.baseUri()))
                .setURI(dialect.path(provider))
                .setConnectTimeout(provider.timeouts().connect().toMillis());
    }

    private HttpClient pool(Provider provider) {
        return pools.computeIfAbsent(provider.name(), name -> newPool(provider));
    }

    private HttpClient newPool(Provider provider) {
        HttpClientOptions options =
                new HttpClientOptions()
                        .setTcpNoDelay(true)
                        .setKeepAliveTimeout(IDLE_CONNECTION_SECONDS)
                        .setConnectTimeout((int) provider.timeouts().connect().toMillis())
                        .setSsl(secure(provider.baseUri()))
                        .setVerifyHost(secure(provider.baseUri()));
        PoolOptions pool =
                new PoolOptions()
                        .setHttp1MaxSize(provider.maxConnections())
                        .setMaxWaitQueueSize(MAX_QUEUE);
        return vertx.createHttpClient(options, pool);
    }

    private static boolean secure(URI uri) {
        return "https".equals(uri.getScheme());
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) return uri.getPort();
        return secure(uri) ? 443 : 80;
    }
}
