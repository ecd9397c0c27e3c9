package io.fluxrouter.console.http;

import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.access.Callers;
import io.fluxrouter.core.access.IpRange;
import io.fluxrouter.core.access.KeyHash;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Tells who makes a management call, and turns away who may not. */
final class Gatekeeper {
    private static final String BEARER = "Bearer ";

    private final Callers callers;
    private final AdminToken admin;
    private final InstantSource clock;

    Gatekeeper(Callers callers, AdminToken admin, InstantSource clock) {
        this.callers = callers;
        this.admin = admin;
        this.clock = clock;
    }

    /** The caller by API key, or null for the operator and for public calls. */
    @Nullable Caller admit(Access access, HttpServerRequest http) {
        if (access == Access.PUBLIC) return null;
        String token = token(http);
        if (access != Access.CALLER && token != null && admin.matches(token)) return null;
        if (access == Access.ADMIN) {
            throw ApiError.of(Refusal.ADMIN_REQUIRED, "This call needs the admin token.")
                    .withHeader("WWW-Authenticate", "Bearer");
        }
        return caller(token, http);
    }

    private Caller caller(@Nullable String token, HttpServerRequest http) {
        if (token == null) throw refused(Refusal.MISSING_KEY, "You didn't provide an API key.");
        Caller caller = callers.find(KeyHash.of(token));
        if (caller == null) throw refused(Refusal.INVALID_KEY, "Incorrect API key provided.");
        if (caller.revoked()) throw refused(Refusal.KEY_REVOKED, "This API key has been revoked.");
        if (caller.expiredAt(clock.instant())) {
            throw refused(Refusal.KEY_EXPIRED, "This API key has expired.");
        }
        boolean foreign =
                !caller.rules().allowedIps().isEmpty()
                        && caller.rules().allowedIps().stream()
                                .noneMatch(range -> contains(range, http));
        if (foreign) throw refused(Refusal.IP_BLOCKED, "This API key may not be used from there.");
        return caller;
    }

    private static boolean contains(IpRange range, HttpServerRequest http) {
        return range.contains(IpRange.literal(http.remoteAddress().hostAddress()));
    }

    /** What was sent by {@code Authorization: Bearer} or {@code x-api-key}; null if nothing was. */
    static @Nullable String token(HttpServerRequest http) {
        String authorization = http.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null) return http.getHeader("x-api-key");
        boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return bearer ? authorization.substring(BEARER.length()).strip() : authorization;
    }

    private static ApiError refused(Refusal refusal, String message) {
        return ApiError.of(refusal, message).withHeader("WWW-Authenticate", "Bearer");
    }
}
