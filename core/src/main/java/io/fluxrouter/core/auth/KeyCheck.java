package io.fluxrouter.core.auth;

import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.access.Callers;
import io.fluxrouter.core.access.IpRange;
import io.fluxrouter.core.access.KeyHash;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The check of a caller's key and address, in the order of Enterprise Router's: exists, active, not
 * expired, address.
 *
 * <p>Threads: safe for all, never blocks.
 */
public final class KeyCheck {
    private static final String BEARER = "Bearer ";

    /** Longer than any key there is; hashing more would be work for an attacker's benefit. */
    private static final int MAX_KEY_LENGTH = 256;

    private final Callers callers;
    private final TrustedProxies proxies;

    public KeyCheck(Callers callers, TrustedProxies proxies) {
        this.callers = callers;
        this.proxies = proxies;
    }

    /** As {@link TrustedProxies#client}. */
    public @Nullable String clientIp(
            @Nullable String peer, Function<String, List<String>> headers) {
        return proxies.client(peer, headers);
    }

    /**
     * The key as sent, by {@code Authorization: Bearer} or {@code x-api-key}; null if none was.
     *
     * @param authorization the header of that name, which wins
     */
    public static @Nullable String sent(@Nullable String authorization, @Nullable String xApiKey) {
        if (authorization == null) return xApiKey;
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : authorization;
    }

    /** Throws {@link ApiError}: 401 for the key, 403 for the address. */
    public Caller caller(@Nullable String key, @Nullable String clientIp, Instant now) {
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
        if (caller.expiredAt(now)) {
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
