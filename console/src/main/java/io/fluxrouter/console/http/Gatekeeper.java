package io.fluxrouter.console.http;

import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.auth.KeyCheck;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Tells who makes a management call, and turns away who may not. */
public final class Gatekeeper {
    private final KeyCheck check;
    private final AdminToken admin;
    private final InstantSource clock;

    public Gatekeeper(KeyCheck check, AdminToken admin, InstantSource clock) {
        this.check = check;
        this.admin = admin;
        this.clock = clock;
    }

    /** The caller by API key, or null for the operator and for public calls. */
    @Nullable Caller admit(Access access, Request request) {
        if (access == Access.PUBLIC) return null;
        String token =
                KeyCheck.sent(
                        request.headers().get(HttpHeaders.AUTHORIZATION),
                        request.headers().get("x-api-key"));
        if (access != Access.CALLER && token != null && admin.matches(token)) return null;
        if (access == Access.ADMIN) {
            throw ApiError.of(Refusal.ADMIN_REQUIRED, "This call needs the admin token.")
                    .withHeader("WWW-Authenticate", "Bearer");
        }
        return check.caller(token, request.clientIp(), clock.instant());
    }

    /** The address of the client, as far as trusted proxies tell it. */
    @Nullable String clientIp(HttpServerRequest http) {
        SocketAddress peer = http.remoteAddress();
        return check.clientIp(
                peer == null ? null : peer.hostAddress(), name -> http.headers().getAll(name));
    }

    /** What was sent as a key; null if nothing was. */
    static @Nullable String token(HttpServerRequest http) {
        return KeyCheck.sent(
                http.getHeader(HttpHeaders.AUTHORIZATION), http.getHeader("x-api-key"));
    }
}
