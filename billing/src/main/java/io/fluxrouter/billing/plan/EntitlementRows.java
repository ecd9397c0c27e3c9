package io.fluxrouter.billing.plan;

import io.fluxrouter.billing.plan.PlanEntitlement.Permission;
import io.fluxrouter.core.entitlement.ResetPeriod;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The statements on entitlements. */
final class EntitlementRows {
    private static final String SELECT =
            """
            SELECT id, plan_id, feature_id, is_enabled, usage_limit, is_soft_limit, reset_period,
                   static_value, from_version, until_version, created_at
            FROM plan_entitlement
            """;

    private EntitlementRows() {}

    static void insert(Handle tx, PlanEntitlement entitlement) {
        Permission permission = entitlement.permission();
        ResetPeriod resets = permission.resets();
        tx.createUpdate(
                        """
                        INSERT INTO plan_entitlement (id, plan_id, feature_id, is_enabled,
                            usage_limit, is_soft_limit, reset_period, static_value, from_version,
                            created_at)
                        VALUES (:id, :planId, :featureId, :enabled, :limit, :soft, :resets,
                            :staticValue, :fromVersion, :createdAt)
                        """)
                .bind("id", entitlement.id())
                .bind("planId", entitlement.planId())
                .bind("featureId", entitlement.featureId())
                .bind("enabled", permission.enabled())
                .bind("limit", permission.limit())
                .bind("soft", permission.soft())
                .bind("resets", resets == null ? null : resets.key())
                .bind("staticValue", permission.staticValue())
                .bind("fromVersion", entitlement.fromVersion())
                .bind("createdAt", entitlement.createdAt())
                .execute();
    }

    static void end(Handle tx, UUID id, int version) {
        tx.execute("UPDATE plan_entitlement SET until_version = ? WHERE id = ?", version, id);
    }

    static List<PlanEntitlement> of(Handle handle, UUID planId, int version) {
        return VersionRows.of(handle, SELECT, planId, version, (row, context) -> read(row));
    }

    /** The one of the newest version. */
    static Optional<PlanEntitlement> current(Handle handle, UUID planId, UUID featureId) {
        return handle.createQuery(
                        SELECT
                                + """
                                WHERE plan_id = :planId AND feature_id = :featureId
                                  AND until_version IS NULL
                                """)
                .bind("planId", planId)
                .bind("featureId", featureId)
                .map((row, context) -> read(row))
                .findOne();
    }

    static boolean everHad(Handle tx, UUID planId, UUID featureId) {
        return tx.createQuery(
                        """
                        SELECT EXISTS (SELECT 1 FROM plan_entitlement
                                       WHERE plan_id = :planId AND feature_id = :featureId)
                        """)
                .bind("planId", planId)
                .bind("featureId", featureId)
                .mapTo(Boolean.class)
                .one();
    }

    private static PlanEntitlement read(ResultSet row) throws SQLException {
        return new PlanEntitlement(
                row.getObject("id", UUID.class),
                row.getObject("plan_id", UUID.class),
                row.getObject("feature_id", UUID.class),
                new Permission(
                        row.getBoolean("is_enabled"),
                        row.getBigDecimal("usage_limit"),
                        row.getBoolean("is_soft_limit"),
                        resets(row.getString("reset_period")),
                        row.getString("static_value")),
                row.getInt("from_version"),
                row.getObject("until_version", Integer.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable ResetPeriod resets(@Nullable String key) {
        return key == null ? null : ResetPeriod.byKey(key).orElseThrow();
    }
}
