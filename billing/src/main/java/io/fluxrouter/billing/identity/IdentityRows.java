package io.fluxrouter.billing.identity;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The statements on who stands behind a subject. */
final class IdentityRows {
    private IdentityRows() {}

    static Optional<UUID> person(Handle handle, IssuedIdentity said) {
        return handle.createQuery(
                        """
                        SELECT person_id FROM person_identity
                        WHERE issuer = :issuer AND subject = :subject
                        """)
                .bind("issuer", said.issuer())
                .bind("subject", said.subject())
                .mapTo(UUID.class)
                .findOne();
    }

    /** False where the subject or the person is joined already. */
    static boolean join(Handle tx, IssuedIdentity said, UUID personId, Instant now) {
        return tx.createUpdate(
                                """
                                INSERT INTO person_identity (issuer, subject, person_id, email, created_at)
                                VALUES (:issuer, :subject, :personId, :email, :now)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("issuer", said.issuer())
                        .bind("subject", said.subject())
                        .bind("personId", personId)
                        .bind("email", said.email())
                        .bind("now", now)
                        .execute()
                == 1;
    }
}
