package io.fluxrouter.gateway.auth;

import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.access.Callers;
import io.fluxrouter.core.access.IpRange;
import io.fluxrouter.core.access.KeyHash;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells who sends a request from its key, in the order of Enterprise Router's checks: exists,
 * active, not expired, address.
 *
 * <p>Threads: safe for all, never blocks.
 */
public final class Authenticator {
    private static final String BEARER = "Bearer ";
    private static final CharSequence X_API_KEY = HttpHeaders.createOptimized("x-api-key");

    /** Longer than any key there is; hashing more would be work for an attacker's benefit. */
    private static final int MAX_KEY_LENGTH = 256;

    private final Callers callers;
    private final InstantSource clock;

    public Authenticator(Callers callers, InstantSource clock) {
        this.callers = callers;
        this.clock = clock;
    }

    /** The key as sent, by {@code Authorization: Bearer} or {@code x-api-key}; null if none was. */
    public static @Nullable String keyIn(MultiMap headers) {
        String authorization = headers.get(HttpHeaders.AUTHORIZATION);
        if (authorization == null) return headers.get(X_API_KEY);
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : authorization;
    }

    /** Throws {@link ApiError}: 401 for the key, 403 for the address. */
    public Caller authenticate(MultiMap headers, @Nullable String clientIp) {
        String key = keyIn(headers);
        if (key == null || key.isEmpty()) {
            throw unauthorized(
                    Refusal.MISSING_KEY,
                    "You didn't provide an API key. Send it as 'Authorization: Bearer …'.");
        }
        Caller caller = key.length() > MAX_KEY_LENGTH ? null : callers.find(KeyHash.of(key));
        if (caller == null) throw unauthorized(Refusal.INVALID_KEY, "Incorrect API key provided.");
        if (caller.revoked()) {
            throw unauthorized(Refusal.KEY_REVOKED, "This API key has been revoked.");
        }
        if (caller.expiredAt(clock.instant())) {
            throw unauthorized(Refusal.KEY_EXPIRED, "This API key has expired.");
        }
        refuseForeignAddress(caller.rules().allowedIps(), clientIp);
        return caller;
    }

    private static void refuseForeignAddress(List<IpRange> allowed, @Nullable String clientIp) {
        if (allowed.isEmpty()) return;
        if (clientIp != null) {
            InetAddress address = IpRange.literal(clientIp);
            for (IpRange range : allowed) if (range.contains(address)) return;
        }
        throw ApiError.of(
                Refusal.IP_BLOCKED,
                "This API key may not be used from the address " + clientIp + ".");
    }

    private static ApiError unauthorized(Refusal refusal, String message) {
        return ApiError.of(refusal, message).withHeader("WWW-Authenticate", "Bearer");
    }
}
