package io.fluxrouter.gateway.auth;

import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.auth.KeyCheck;
import io.fluxrouter.core.refusal.ApiError;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Tells who sends a request from its headers.
 *
 * <p>Threads: safe for all, never blocks.
 */
public final class Authenticator {
    private static final CharSequence X_API_KEY = HttpHeaders.createOptimized("x-api-key");

    private final KeyCheck check;
    private final InstantSource clock;

    public Authenticator(KeyCheck check, InstantSource clock) {
        this.check = check;
        this.clock = clock;
    }

    /** The key as sent; null if none was. */
    public static @Nullable String keyIn(MultiMap headers) {
        return KeyCheck.sent(headers.get(HttpHeaders.AUTHORIZATION), headers.get(X_API_KEY));
    }

    /** The client's address, also behind trusted proxies; null if it cannot be known. */
    public @Nullable String clientIp(HttpServerRequest http) {
        SocketAddress peer = http.remoteAddress();
        return check.clientIp(
                peer == null ? null : peer.hostAddress(), name -> http.headers().getAll(name));
    }

    /** Throws {@link ApiError}: 401 for the key, 403 for the address. */
    public Caller authenticate(@Nullable String key, @Nullable String clientIp) {
        return check.caller(key, clientIp, clock.instant());
    }
}
