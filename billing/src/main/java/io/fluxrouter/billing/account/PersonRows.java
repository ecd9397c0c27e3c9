package io.fluxrouter.billing.account;

import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The statements on persons. */
final class PersonRows {
    private static final String SELECT =
            """
            SELECT p.id, p.organization_id, o.name AS organization_name, p.email, p.password,
                   p.created_at
            FROM person p JOIN organization o ON o.id = p.organization_id
            """;

    /** A person with the hash of the password, which leaves this package never. */
    record Known(Person person, String password) {

        @Override
        public String toString() {
            return "Known[" + person.id() + "]";
        }
    }

    private PersonRows() {}

    static void insert(
            Handle tx, UUID id, UUID organizationId, String email, String password, Instant now) {
        int made =
                tx.createUpdate(
                                """
                                INSERT INTO person (id, organization_id, email, password, created_at)
                                VALUES (:id, :organizationId, :email, :password, :now)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("id", id)
                        .bind("organizationId", organizationId)
                        .bind("email", email)
                        .bind("password", password)
                        .bind("now", now)
                        .execute();
        if (made == 0) {
            throw ApiError.of(Refusal.CONFLICT, "This email has an account already.", "email");
        }
    }

    static Optional<Known> byEmail(Handle handle, String email) {
        return handle.createQuery(SELECT + "WHERE lower(p.email) = :email")
                .bind("email", email)
                .map((row, context) -> new Known(read(row), row.getString("password")))
                .findOne();
    }

    static Optional<Person> find(Handle handle, UUID id) {
        return handle.createQuery(SELECT + "WHERE p.id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    static void setPassword(Handle tx, UUID id, String hash) {
        tx.execute("UPDATE person SET password = ? WHERE id = ?", hash, id);
    }

    /** Whether this is the first time that the person is seen to own the address. */
    static boolean prove(Handle tx, UUID id, Instant now) {
        return tx.execute(
                        "UPDATE person SET email_proven_at = ? WHERE id = ? AND email_proven_at IS NULL",
                        now,
                        id)
                == 1;
    }

    static Person get(Handle handle, UUID id) {
        return find(handle, id).orElseThrow();
    }

    private static Person read(ResultSet row) throws SQLException {
        return new Person(
                row.getObject("id", UUID.class),
                row.getObject("organization_id", UUID.class),
                row.getString("organization_name"),
                row.getString("email"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
