package io.fluxrouter.billing.plan;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The statements on charges. */
final class ChargeRows {
    private static final String SELECT =
            """
            SELECT id, plan_id, type, display_name, meter_id, quantity, pricing, from_version,
                   until_version, replaces, created_at
            FROM plan_charge
            """;

    private ChargeRows() {}

    static void insert(Handle tx, Charge charge) {
        tx.createUpdate(
                        """
                        INSERT INTO plan_charge (id, plan_id, type, display_name, meter_id, quantity,
                            pricing, from_version, replaces, created_at, updated_at)
                        VALUES (:id, :planId, :type, :displayName, CAST(:meterId AS uuid), :quantity,
                            CAST(:pricing AS jsonb), :fromVersion, CAST(:replaces AS uuid),
                            :createdAt, :createdAt)
                        """)
                .bind("id", charge.id())
                .bind("planId", charge.planId())
                .bind("type", charge.type().name())
                .bind("displayName", charge.displayName())
                .bind("meterId", charge.meterId())
                .bind("quantity", charge.quantity())
                .bind("pricing", PricingJson.write(charge.pricing()).toString())
                .bind("fromVersion", charge.fromVersion())
                .bind("replaces", charge.replaces())
                .bind("createdAt", charge.createdAt())
                .execute();
    }

    /** Makes it INACTIVE, in the version given and all later ones. */
    static void end(Handle tx, UUID chargeId, int version, Instant now) {
        tx.execute(
                "UPDATE plan_charge SET until_version = ?, updated_at = ? WHERE id = ?",
                version,
                now,
                chargeId);
    }

    static Optional<Charge> find(Handle handle, UUID planId, UUID chargeId) {
        return handle.createQuery(SELECT + "WHERE id = :id AND plan_id = :planId")
                .bind("id", chargeId)
                .bind("planId", planId)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Those of one version, oldest first. */
    static List<Charge> of(Handle handle, UUID planId, int version) {
        return VersionRows.of(handle, SELECT, planId, version, (row, context) -> read(row));
    }

    private static Charge read(ResultSet row) throws SQLException {
        return new Charge(
                row.getObject("id", UUID.class),
                row.getObject("plan_id", UUID.class),
                ChargeType.valueOf(row.getString("type")),
                row.getString("display_name"),
                row.getObject("meter_id", UUID.class),
                row.getBigDecimal("quantity"),
                PricingJson.parse(row.getString("pricing")),
                row.getInt("from_version"),
                row.getObject("until_version", Integer.class),
                row.getObject("replaces", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
