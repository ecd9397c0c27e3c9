package io.fluxrouter.billing.account;

import io.fluxrouter.billing.access.Actor;
import io.fluxrouter.billing.access.Mode;
import io.fluxrouter.billing.access.Principal;
import io.fluxrouter.billing.access.Scope;
import io.fluxrouter.core.access.KeyHash;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The statements on sessions and their tokens. */
final class SessionRows {

    /** The session that a refresh token continues. */
    record Open(UUID sessionId, UUID personId) {}

    private SessionRows() {}

    static void insert(Handle tx, UUID id, UUID personId, Instant now, Instant expiresAt) {
        tx.createUpdate(
                        """
                        INSERT INTO session (id, person_id, created_at, expires_at)
                        VALUES (:id, :personId, :now, :expiresAt)
                        """)
                .bind("id", id)
                .bind("personId", personId)
                .bind("now", now)
                .bind("expiresAt", expiresAt)
                .execute();
    }

    static void insertToken(Handle tx, KeyHash hash, UUID session, String kind, Instant expiresAt) {
        tx.createUpdate(
                        """
                        INSERT INTO session_token (hash, session_id, kind, expires_at)
                        VALUES (:hash, :session, :kind, :expiresAt)
                        """)
                .bind("hash", hash.toBytes())
                .bind("session", session)
                .bind("kind", kind)
                .bind("expiresAt", expiresAt)
                .execute();
    }

    /** Uses a refresh token up; empty unless it was good. One of two at once wins. */
    static Optional<Open> use(Handle tx, KeyHash hash, Instant now) {
        return tx.createQuery(
                        """
                        UPDATE session_token t SET used_at = :now
                        FROM session s
                        WHERE t.hash = :hash AND t.kind = 'refresh' AND t.used_at IS NULL
                          AND t.expires_at > :now AND s.id = t.session_id
                          AND s.ended_at IS NULL AND s.expires_at > :now
                        RETURNING s.id, s.person_id
                        """)
                .bind("hash", hash.toBytes())
                .bind("now", now)
                .map(
                        (row, context) ->
                                new Open(
                                        row.getObject("id", UUID.class),
                                        row.getObject("person_id", UUID.class)))
                .findOne();
    }

    static void endReused(Handle tx, KeyHash hash, Instant now) {
        tx.createUpdate(
                        """
                        UPDATE session s SET ended_at = :now, ended_by = 'reuse'
                        FROM session_token t
                        WHERE t.hash = :hash AND t.kind = 'refresh' AND t.used_at IS NOT NULL
                          AND s.id = t.session_id AND s.ended_at IS NULL
                        """)
                .bind("hash", hash.toBytes())
                .bind("now", now)
                .execute();
    }

    static void endOf(Handle tx, KeyHash hash, String reason, Instant now) {
        tx.createUpdate(
                        """
                        UPDATE session s SET ended_at = :now, ended_by = :reason
                        FROM session_token t
                        WHERE t.hash = :hash AND s.id = t.session_id AND s.ended_at IS NULL
                        """)
                .bind("hash", hash.toBytes())
                .bind("reason", reason)
                .bind("now", now)
                .execute();
    }

    /** All sessions of a person, in browsers and elsewhere. */
    static void endAllOf(Handle tx, UUID personId, String reason, Instant now) {
        tx.createUpdate(
                        """
                        UPDATE session SET ended_at = :now, ended_by = :reason
                        WHERE person_id = :personId AND ended_at IS NULL
                        """)
                .bind("personId", personId)
                .bind("reason", reason)
                .bind("now", now)
                .execute();
    }

    static void deleteExpired(Handle tx, UUID personId, Instant now) {
        tx.createUpdate("DELETE FROM session WHERE person_id = :personId AND expires_at <= :now")
                .bind("personId", personId)
                .bind("now", now)
                .execute();
    }

    /** Used refresh tokens stay: they are how a copy is noticed. */
    static void deleteExpiredAccess(Handle tx, UUID session, Instant now) {
        tx.createUpdate(
                        """
                        DELETE FROM session_token
                        WHERE session_id = :session AND kind = 'access' AND expires_at <= :now
                        """)
                .bind("session", session)
                .bind("now", now)
                .execute();
    }

    static Optional<Principal> principal(Handle handle, KeyHash access, Mode mode, Instant now) {
        return handle.createQuery(
                        """
                        SELECT o.id AS organization_id, p.id AS person_id, s.id AS session_id
                        FROM session_token t
                        JOIN session s ON s.id = t.session_id
                        JOIN person p ON p.id = s.person_id
                        JOIN organization o ON o.live_id = p.organization_id AND o.mode = :mode
                        WHERE t.hash = :hash AND t.kind = 'access' AND t.expires_at > :now
                          AND s.ended_at IS NULL AND s.expires_at > :now
                        """)
                .bind("mode", mode.key())
                .bind("hash", access.toBytes())
                .bind("now", now)
                .map(
                        (row, context) ->
                                new Principal(
                                        row.getObject("organization_id", UUID.class),
                                        mode,
                                        new Actor.Person(
                                                row.getObject("person_id", UUID.class),
                                                row.getObject("session_id", UUID.class)),
                                        Scope.ALL))
                .findOne();
    }
}
