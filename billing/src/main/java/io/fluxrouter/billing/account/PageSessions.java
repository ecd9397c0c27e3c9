package io.fluxrouter.billing.account;

import io.fluxrouter.core.access.KeyHash;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of browsers that look at pages. One token each, which lives a week from the last day on
 * which it was shown, and never longer than {@link Sessions#SESSION_LIFE}: a page cannot refresh a
 * pair of tokens, as two windows would do it at once. Safe for all threads.
 */
public final class PageSessions {
    /** How long a browser may stay away. */
    public static final Duration LIFE = Duration.ofDays(7);

    private static final Duration RENEWED_AFTER = Duration.ofDays(1);
    private static final int TOKEN_BYTES = 32;

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public PageSessions(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Begins a session, and returns its token, which is kept as a hash only. */
    public String open(UUID personId) {
        Instant now = clock.instant();
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        jdbi.useTransaction(
                tx -> {
                    SessionRows.deleteExpired(tx, personId, now);
                    UUID session = UUID.randomUUID();
                    SessionRows.insert(tx, session, personId, now, now.plus(Sessions.SESSION_LIFE));
                    SessionRows.insertToken(tx, KeyHash.of(token), session, "page", now.plus(LIFE));
                });
        return token;
    }

    /** Empty for a token that is unknown, too old, or of a session that has ended. */
    public Optional<Visitor> find(String token) {
        Instant now = clock.instant();
        KeyHash hash = KeyHash.of(token);
        return jdbi.withHandle(
                handle -> {
                    Optional<Visitor> found = find(handle, hash, now);
                    if (found.isPresent()) renew(handle, hash, now);
                    return found;
                });
    }

    private static Optional<Visitor> find(Handle handle, KeyHash hash, Instant now) {
        return handle.createQuery(
                        """
                        SELECT s.id, s.person_id, p.email, p.organization_id, s.customer_id
                        FROM session_token t
                        JOIN session s ON s.id = t.session_id
                        JOIN person p ON p.id = s.person_id
                        WHERE t.hash = :hash AND t.kind = 'page' AND t.expires_at > :now
                          AND s.ended_at IS NULL AND s.expires_at > :now
                        """)
                .bind("hash", hash.toBytes())
                .bind("now", now)
                .map(
                        (row, context) ->
                                new Visitor(
                                        row.getObject("id", UUID.class),
                                        row.getObject("person_id", UUID.class),
                                        row.getString("email"),
                                        row.getObject("organization_id", UUID.class),
                                        row.getObject("customer_id", UUID.class)))
                .findOne();
    }

    /** Once a day, not with every page. */
    private static void renew(Handle handle, KeyHash hash, Instant now) {
        handle.createUpdate(
                        """
                        UPDATE session_token SET expires_at = :until
                        WHERE hash = :hash AND expires_at < :soon
                        """)
                .bind("hash", hash.toBytes())
                .bind("until", now.plus(LIFE))
                .bind("soon", now.plus(LIFE).minus(RENEWED_AFTER))
                .execute();
    }

    /** Turns the session to another customer's pages. */
    public void turnTo(UUID sessionId, @Nullable UUID customerId) {
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(
                                        "UPDATE session SET customer_id = :customerId WHERE id = :id")
                                .bind("id", sessionId)
                                .bind("customerId", customerId)
                                .execute());
    }

    /** Ends the session of a token; an unknown one ends nothing. */
    public void end(String token) {
        jdbi.useTransaction(
                tx -> SessionRows.endOf(tx, KeyHash.of(token), "logout", clock.instant()));
    }
}
