package io.fluxrouter.billing.member;

import io.fluxrouter.core.access.KeyHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The statements on invitations. */
final class InvitationRows {
    private static final String OPEN =
            """
            SELECT i.id, i.customer_id, c.name, i.email, i.role, i.created_at, i.expires_at
            FROM invitation i JOIN customer c ON c.id = i.customer_id AND c.archived_at IS NULL
            WHERE i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > :now
            """;

    private InvitationRows() {}

    static void insert(Handle tx, Invitation made, KeyHash hash, String author) {
        tx.createUpdate(
                        """
                        INSERT INTO invitation (id, customer_id, email, role, hash, author, created_at,
                                                expires_at)
                        VALUES (:id, :customerId, :email, :role, :hash, :author, :createdAt, :expiresAt)
                        """)
                .bind("id", made.id())
                .bind("customerId", made.customerId())
                .bind("email", made.email())
                .bind("role", made.role().key())
                .bind("hash", hash.toBytes())
                .bind("author", author)
                .bind("createdAt", made.createdAt())
                .bind("expiresAt", made.expiresAt())
                .execute();
    }

    static List<Invitation> open(Handle handle, UUID customerId, Instant now) {
        return handle.createQuery(
                        OPEN + "AND i.customer_id = :customerId ORDER BY i.created_at DESC, i.id")
                .bind("now", now)
                .bind("customerId", customerId)
                .map((row, context) -> read(row))
                .list();
    }

    /** Those to one address, the newest first; the address in lower case. */
    static List<Invitation> openFor(Handle handle, String email, Instant now) {
        return handle.createQuery(OPEN + "AND i.email = :email ORDER BY i.created_at DESC, i.id")
                .bind("now", now)
                .bind("email", email)
                .map((row, context) -> read(row))
                .list();
    }

    static Optional<Invitation> byHash(Handle handle, KeyHash hash, Instant now) {
        return handle.createQuery(OPEN + "AND i.hash = :hash")
                .bind("now", now)
                .bind("hash", hash.toBytes())
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Of two at once, one; true for the one. */
    static boolean accept(Handle tx, UUID id, Instant now) {
        return tx.createUpdate(
                                """
                                UPDATE invitation SET accepted_at = :now
                                WHERE id = :id AND accepted_at IS NULL AND withdrawn_at IS NULL
                                """)
                        .bind("id", id)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    static int withdraw(Handle tx, UUID customerId, UUID id, Instant now) {
        return tx.createUpdate(
                        """
                        UPDATE invitation SET withdrawn_at = :now
                        WHERE id = :id AND customer_id = :customerId AND accepted_at IS NULL
                        """)
                .bind("id", id)
                .bind("customerId", customerId)
                .bind("now", now)
                .execute();
    }

    private static Invitation read(ResultSet row) throws SQLException {
        return new Invitation(
                row.getObject("id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getString("name"),
                row.getString("email"),
                Role.byKey(row.getString("role")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }
}
