package io.fluxrouter.billing.access;

import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.billing.input.Listing;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.core.access.KeyHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The statements on the keys of organisations. */
final class OrganizationKeyRows {
    private static final String SELECT =
            """
            SELECT k.id, k.organization_id, o.mode, k.name, k.prefix, k.scopes, k.created_at,
                   k.last_used_at, k.revoked_at
            FROM organization_key k JOIN organization o ON o.id = k.organization_id
            """;

    private OrganizationKeyRows() {}

    static void insert(Handle tx, OrganizationKey key, KeyHash hash) {
        tx.createUpdate(
                        """
                        INSERT INTO organization_key (id, organization_id, name, prefix, hash,
                                                      scopes, created_at)
                        VALUES (:id, :organizationId, :name, :prefix, :hash, :scopes, :createdAt)
                        """)
                .bind("id", key.id())
                .bind("organizationId", key.organizationId())
                .bind("name", key.name())
                .bind("prefix", key.prefix())
                .bind("hash", hash.toBytes())
                .bind("scopes", SqlArray.texts(key.scopes().stream().map(Scope::key).toList()))
                .bind("createdAt", key.createdAt())
                .execute();
    }

    static Optional<OrganizationKey> findActive(Handle handle, KeyHash hash) {
        return handle.createQuery(SELECT + "WHERE k.hash = :hash AND k.revoked_at IS NULL")
                .bind("hash", hash.toBytes())
                .map((row, context) -> read(row))
                .findOne();
    }

    static Listing<OrganizationKey> list(Handle handle, UUID organizationId, NumberedPage page) {
        long total =
                handle.createQuery(
                                "SELECT count(*) FROM organization_key WHERE organization_id = :id")
                        .bind("id", organizationId)
                        .mapTo(Long.class)
                        .one();
        return new Listing<>(
                handle.createQuery(
                                SELECT
                                        + """
                                        WHERE k.organization_id = :id
                                        ORDER BY k.created_at DESC, k.id DESC
                                        LIMIT :size OFFSET :offset
                                        """)
                        .bind("id", organizationId)
                        .bind("size", page.size())
                        .bind("offset", page.offset())
                        .map((row, context) -> read(row))
                        .list(),
                total);
    }

    /** False if the organisation has no such key. Keeps the first time of revoking. */
    static boolean revoke(Handle tx, UUID organizationId, UUID id, Instant now) {
        return tx.createUpdate(
                                """
                                UPDATE organization_key SET revoked_at = coalesce(revoked_at, :now)
                                WHERE id = :id AND organization_id = :organizationId
                                """)
                        .bind("id", id)
                        .bind("organizationId", organizationId)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    static void noteUse(Handle handle, UUID id, Instant now) {
        handle.createUpdate("UPDATE organization_key SET last_used_at = :now WHERE id = :id")
                .bind("id", id)
                .bind("now", now)
                .execute();
    }

    private static OrganizationKey read(ResultSet row) throws SQLException {
        return new OrganizationKey(
                row.getObject("id", UUID.class),
                row.getObject("organization_id", UUID.class),
                Mode.ofKey(row.getString("mode")),
                row.getString("name"),
                row.getString("prefix"),
                scopes(row),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "last_used_at"),
                instant(row, "revoked_at"));
    }

    private static Set<Scope> scopes(ResultSet row) throws SQLException {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String key : (String[]) row.getArray("scopes").getArray()) {
            Scope.ofKey(key).ifPresent(scopes::add);
        }
        return scopes;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
