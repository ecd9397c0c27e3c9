package io.fluxrouter.console.http;

import io.fluxrouter.billing.access.Mode;
import io.fluxrouter.billing.access.Principal;
import io.fluxrouter.billing.access.Scope;
import io.fluxrouter.billing.account.Principals;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells for which organisation a call under /api/v1 is made, and turns away who may not: by key, by
 * the operator's token, or by the cookie of a session.
 *
 * <p>Threads: asks the database, so not for event loops.
 */
public final class PrincipalGate {
    /** The cookie of a session; the name is the reference's. */
    public static final String ACCESS_COOKIE = "access_token";

    private static final String MODE_HEADER = "X-Flux-Mode";
    private static final String BEARER = "Bearer ";

    private final Principals principals;
    private final AdminToken admin;

    public PrincipalGate(Principals principals, AdminToken admin) {
        this.principals = principals;
        this.admin = admin;
    }

    /** Throws {@link ApiError} for who may not; null for a public call of nobody in particular. */
    @Nullable Principal admit(Access access, Request request) {
        Scope scope = access.scope();
        Optional<String> sent = sentKey(request);
        if (sent.isEmpty()) SameOrigin.require(request);
        if (scope == null)
            return sent.filter(admin::matches).map(t -> operator(request)).orElse(null);
        Principal principal =
                sent.map(token -> byToken(token, request)).orElseGet(() -> bySession(request));
        if (!principal.may(scope)) {
            throw ApiError.of(
                    Refusal.SCOPE_MISSING, "This call needs the scope '" + scope.key() + "'.");
        }
        return principal;
    }

    private static Optional<String> sentKey(Request request) {
        Optional<String> key = request.header("X-API-Key");
        if (key.isPresent()) return key.map(String::strip);
        return request.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
    }

    private Principal byToken(String token, Request request) {
        if (admin.matches(token)) return operator(request);
        return principals.ofKey(token).orElseThrow(() -> refused("This API key is not valid."));
    }

    private Principal operator(Request request) {
        return Principals.operator(mode(request));
    }

    private Principal bySession(Request request) {
        String token =
                request.cookie(ACCESS_COOKIE)
                        .orElseThrow(() -> refused("Log in, or send an X-API-Key."));
        return principals
                .ofSession(token, mode(request))
                .orElseThrow(() -> refused("The session has ended. Refresh it or log in."));
    }

    /** People and the operator choose the mode with each call; a key has its own. */
    private static Mode mode(Request request) {
        String wanted = request.header(MODE_HEADER).orElse("live").toLowerCase(Locale.ROOT);
        return switch (wanted) {
            case "live" -> Mode.LIVE;
            case "test" -> Mode.TEST;
            default ->
                    throw ApiError.of(
                            Refusal.INVALID_VALUE,
                            MODE_HEADER + " must be 'live' or 'test'.",
                            MODE_HEADER);
        };
    }

    private static ApiError refused(String message) {
        return ApiError.of(Refusal.NOT_SIGNED_IN, message);
    }
}
