package io.fluxrouter.billing.account;

import io.fluxrouter.core.access.KeyHash;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The statements on links that set a new password. */
final class PasswordResetRows {
    private PasswordResetRows() {}

    static void insert(
            Handle tx, KeyHash hash, @Nullable UUID personId, Instant now, Instant expiresAt) {
        tx.createUpdate(
                        """
                        INSERT INTO password_reset (hash, person_id, created_at, expires_at)
                        VALUES (:hash, CAST(:personId AS uuid), :now, :expiresAt)
                        """)
                .bind("hash", hash.toBytes())
                .bind("personId", personId)
                .bind("now", now)
                .bind("expiresAt", expiresAt)
                .execute();
    }

    static boolean isOpen(Handle handle, KeyHash hash, Instant now) {
        return handle.createQuery(
                        """
                        SELECT true FROM password_reset
                        WHERE hash = :hash AND person_id IS NOT NULL AND used_at IS NULL
                          AND expires_at > :now
                        """)
                .bind("hash", hash.toBytes())
                .bind("now", now)
                .mapTo(Boolean.class)
                .findOne()
                .isPresent();
    }

    /** Uses a link up: of two at once, one gets the person. */
    static Optional<UUID> use(Handle tx, KeyHash hash, Instant now) {
        return tx.createQuery(
                        """
                        UPDATE password_reset SET used_at = :now
                        WHERE hash = :hash AND person_id IS NOT NULL AND used_at IS NULL
                          AND expires_at > :now
                        RETURNING person_id
                        """)
                .bind("hash", hash.toBytes())
                .bind("now", now)
                .mapTo(UUID.class)
                .findOne();
    }

    static void useAllOf(Handle tx, UUID personId, Instant now) {
        tx.execute(
                "UPDATE password_reset SET used_at = ? WHERE person_id = ? AND used_at IS NULL",
                now,
                personId);
    }

    static void deleteExpired(Handle tx, Instant now) {
        tx.execute("DELETE FROM password_reset WHERE expires_at <= ?", now);
    }
}
