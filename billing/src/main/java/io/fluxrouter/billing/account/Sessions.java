package io.fluxrouter.billing.account;

import io.fluxrouter.core.access.KeyHash;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Sessions: a login and every pair of tokens that follows from it. A refresh token works once. One
 * that comes a second time was copied, and nobody can tell by whom it came first, so the whole
 * session ends. Safe for all threads.
 */
public final class Sessions {
    /** REFERENCE 2.1. */
    public static final Duration ACCESS_LIFE = Duration.ofMinutes(15);

    /** REFERENCE 2.1. */
    public static final Duration REFRESH_LIFE = Duration.ofDays(7);

    /** However often it is refreshed, a person types the password so often. */
    public static final Duration SESSION_LIFE = Duration.ofDays(30);

    private static final int TOKEN_BYTES = 32;

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public Sessions(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Begins a session, and forgets the person's expired ones. */
    public SessionTokens open(UUID personId) {
        Instant now = clock.instant();
        return jdbi.inTransaction(
                tx -> {
                    SessionRows.deleteExpired(tx, personId, now);
                    UUID session = UUID.randomUUID();
                    SessionRows.insert(tx, session, personId, now, now.plus(SESSION_LIFE));
                    return issue(tx, session, personId, now);
                });
    }

    /** The next pair. Throws an {@link ApiError} NOT_SIGNED_IN for a token that gives none. */
    public SessionTokens refresh(String refreshToken) {
        Instant now = clock.instant();
        KeyHash hash = KeyHash.of(refreshToken);
        Optional<SessionTokens> next =
                jdbi.inTransaction(
                        tx -> {
                            Optional<SessionRows.Open> open = SessionRows.use(tx, hash, now);
                            if (open.isEmpty()) SessionRows.endReused(tx, hash, now);
                            return open.map(o -> issue(tx, o.sessionId(), o.personId(), now));
                        });
        // After the transaction: that the session has ended must be kept.
        return next.orElseThrow(
                () -> ApiError.of(Refusal.NOT_SIGNED_IN, "The session has ended. Log in."));
    }

    /** Ends the session that either of its tokens belongs to; an unknown one ends nothing. */
    public void end(String token) {
        jdbi.useTransaction(
                tx -> SessionRows.endOf(tx, KeyHash.of(token), "logout", clock.instant()));
    }

    private SessionTokens issue(Handle tx, UUID session, UUID personId, Instant now) {
        SessionTokens tokens = new SessionTokens(personId, newToken(), newToken());
        SessionRows.deleteExpiredAccess(tx, session, now);
        SessionRows.insertToken(
                tx, KeyHash.of(tokens.access()), session, "access", now.plus(ACCESS_LIFE));
        SessionRows.insertToken(
                tx, KeyHash.of(tokens.refresh()), session, "refresh", now.plus(REFRESH_LIFE));
        return tokens;
    }

    private String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
