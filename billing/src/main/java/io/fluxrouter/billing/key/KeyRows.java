package io.fluxrouter.billing.key;

import io.fluxrouter.billing.input.Page;
import io.fluxrouter.core.access.Dialect;
import io.fluxrouter.core.access.KeyHash;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.spend.SpendPeriod;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The statements on keys. */
final class KeyRows {
    private static final String SELECT =
            """
            SELECT id, customer_id, name, prefix, dialect, allowed_models, allowed_providers,
                   allowed_ips, rate_limit_rpm, rate_limit_tpm, spend_limit_nanos,
                   spend_limit_reset, expires_at, revoked_at, created_at, updated_at
            FROM api_key
            """;

    private KeyRows() {}

    static void insert(Handle tx, ApiKey key, KeyHash hash) {
        write(
                tx.createUpdate(
                                """
                                INSERT INTO api_key (id, customer_id, name, prefix, hash, dialect,
                                    allowed_models, allowed_providers, allowed_ips, rate_limit_rpm,
                                    rate_limit_tpm, spend_limit_nanos, spend_limit_reset, expires_at, created_at,
                                    updated_at)
                                VALUES (:id, :customerId, :name, :prefix, :hash, :dialect,
                                    :models, :providers, :ips, :rpm, :tpm, :limit, :reset,
                                    :expiresAt, :createdAt, :updatedAt)
                                """)
                        .bind("customerId", key.customerId())
                        .bind("prefix", key.prefix())
                        .bind("hash", hash.toBytes())
                        .bind("dialect", key.dialect().name().toLowerCase(Locale.ROOT))
                        .bind("createdAt", key.createdAt()),
                key);
    }

    static void update(Handle tx, ApiKey key) {
        write(
                tx.createUpdate(
                        """
                        UPDATE api_key
                        SET name = :name, allowed_models = :models, allowed_providers = :providers,
                            allowed_ips = :ips, rate_limit_rpm = :rpm, rate_limit_tpm = :tpm,
                            spend_limit_nanos = :limit, spend_limit_reset = :reset, expires_at = :expiresAt,
                            updated_at = :updatedAt
                        WHERE id = :id
                        """),
                key);
    }

    private static void write(Update statement, ApiKey key) {
        Money limit = key.spendLimit();
        statement
                .registerArrayType(String.class, "text")
                .bind("id", key.id())
                .bind("name", key.name())
                .bind("models", key.allowedModels().toArray(String[]::new))
                .bind("providers", key.allowedProviders().toArray(String[]::new))
                .bind("ips", key.allowedIps().toArray(String[]::new))
                .bind("rpm", key.rateLimitRpm())
                .bind("tpm", key.rateLimitTpm())
                .bind("limit", limit == null ? null : (Long) limit.nanos())
                .bind("reset", key.spendLimitReset().key())
                .bind("expiresAt", key.expiresAt())
                .bind("updatedAt", key.updatedAt())
                .execute();
    }

    static void revoke(Handle tx, UUID id, Instant now) {
        tx.createUpdate("UPDATE api_key SET revoked_at = :now, updated_at = :now WHERE id = :id")
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    static Optional<ApiKey> find(Handle handle, UUID id) {
        return one(handle, SELECT + "WHERE id = :id", id);
    }

    /** Keeps other changes of the key away until the transaction ends. */
    static ApiKey lock(Handle tx, UUID id) {
        return one(tx, SELECT + "WHERE id = :id FOR UPDATE", id)
                .orElseThrow(() -> ApiError.of(Refusal.NOT_FOUND, "There is no such key."));
    }

    private static Optional<ApiKey> one(Handle handle, String sql, UUID id) {
        return handle.createQuery(sql).bind("id", id).map((row, context) -> read(row)).findOne();
    }

    static List<ApiKey> list(Handle handle, @Nullable UUID customerId, Page page) {
        return handle.createQuery(
                        SELECT
                                + """
                                WHERE (CAST(:customerId AS uuid) IS NULL
                                       OR customer_id = CAST(:customerId AS uuid))
                                AND (CAST(:after AS uuid) IS NULL OR (created_at, id)
                                     < (SELECT created_at, id FROM api_key
                                        WHERE id = CAST(:after AS uuid)))
                                ORDER BY created_at DESC, id DESC LIMIT :limit
                                """)
                .bind("customerId", customerId)
                .bind("after", page.after())
                .bind("limit", page.limit())
                .map((row, context) -> read(row))
                .list();
    }

    private static ApiKey read(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getObject("id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getString("name"),
                row.getString("prefix"),
                dialect(row),
                texts(row, "allowed_models"),
                texts(row, "allowed_providers"),
                texts(row, "allowed_ips"),
                row.getObject("rate_limit_rpm", Integer.class),
                row.getObject("rate_limit_tpm", Integer.class),
                spendLimit(row),
                reset(row),
                instant(row, "expires_at"),
                instant(row, "revoked_at"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    static Dialect dialect(ResultSet row) throws SQLException {
        return Dialect.valueOf(row.getString("dialect").toUpperCase(Locale.ROOT));
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static SpendPeriod reset(ResultSet row) throws SQLException {
        return SpendPeriod.byKey(row.getString("spend_limit_reset")).orElseThrow();
    }

    private static @Nullable Money spendLimit(ResultSet row) throws SQLException {
        long nanos = row.getLong("spend_limit_nanos");
        return row.wasNull() ? null : Money.ofNanos(nanos);
    }
}
