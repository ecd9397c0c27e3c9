package io.fluxrouter.billing.meter;

import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.core.meter.Feature;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The statements on features. */
final class FeatureRows {
    private static final String SELECT =
            """
            SELECT f.id, f.organization_id AS owner, f.lookup_key, f.name, f.description, f.kind, f.created_at, f.updated_at,
            """
                    + MeterRows.COLUMNS
                    + "FROM feature f LEFT JOIN meter m ON m.id = f.meter_id ";

    private FeatureRows() {}

    static void insert(Handle tx, StoredFeature feature) {
        StoredMeter meter = feature.meter();
        tx.createUpdate(
                        """
                        INSERT INTO feature (id, organization_id, lookup_key, name, description, kind, meter_id,
                                             created_at, updated_at)
                        VALUES (:id, :organization, :key, :name, :description, :kind, CAST(:meter AS uuid), :createdAt,
                                :updatedAt)
                        """)
                .bind("id", feature.id())
                .bind("organization", feature.organizationId())
                .bind("key", feature.key())
                .bind("name", feature.name())
                .bind("description", feature.description())
                .bind("kind", feature.kind().key())
                .bind("meter", meter == null ? null : meter.id())
                .bind("createdAt", feature.createdAt())
                .bind("updatedAt", feature.updatedAt())
                .execute();
    }

    static void update(Handle tx, StoredFeature feature) {
        tx.createUpdate(
                        """
                        UPDATE feature
                        SET name = :name, description = :description, updated_at = :updatedAt
                        WHERE id = :id
                        """)
                .bind("id", feature.id())
                .bind("name", feature.name())
                .bind("description", feature.description())
                .bind("updatedAt", feature.updatedAt())
                .execute();
    }

    static Optional<StoredFeature> find(Handle handle, UUID organizationId, UUID id) {
        return one(handle, organizationId, id, "");
    }

    static Optional<StoredFeature> findByKey(Handle handle, UUID organizationId, String key) {
        return handle.createQuery(
                        SELECT
                                + "WHERE f.organization_id = :organizationId AND f.lookup_key = :key")
                .bind("organizationId", organizationId)
                .bind("key", key)
                .map((row, context) -> read(row))
                .findOne();
    }

    static Optional<StoredFeature> ofMeter(Handle handle, UUID meterId) {
        return handle.createQuery(SELECT + "WHERE f.meter_id = :meterId")
                .bind("meterId", meterId)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Keeps other changes away until the transaction ends. */
    static Optional<StoredFeature> lock(Handle tx, UUID organizationId, UUID id) {
        return one(tx, organizationId, id, " FOR UPDATE OF f");
    }

    private static Optional<StoredFeature> one(
            Handle handle, UUID organizationId, UUID id, String lock) {
        return handle.createQuery(
                        SELECT + "WHERE f.id = :id AND f.organization_id = :organization" + lock)
                .bind("id", id)
                .bind("organization", organizationId)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** In the order in which they were made. */
    static List<StoredFeature> list(Handle handle, UUID organizationId, NumberedPage page) {
        return handle.createQuery(
                        SELECT
                                + "WHERE f.organization_id = :organization"
                                + " ORDER BY f.created_at, f.id LIMIT :limit OFFSET :offset")
                .bind("organization", organizationId)
                .bind("limit", page.size())
                .bind("offset", page.offset())
                .map((row, context) -> read(row))
                .list();
    }

    static long count(Handle handle, UUID organizationId) {
        return handle.createQuery(
                        "SELECT count(*) FROM feature WHERE organization_id = :organization")
                .bind("organization", organizationId)
                .mapTo(Long.class)
                .one();
    }

    /** What of a plan needs it, such as "charge Calls of plan Pro"; empty if nothing does. */
    static Optional<String> use(Handle tx, StoredFeature feature) {
        StoredMeter meter = feature.meter();
        return tx.createQuery(
                        """
                        SELECT format('charge %s of plan %s', c.display_name, p.name)
                        FROM plan_charge c JOIN billing_plan p ON p.id = c.plan_id
                        WHERE c.meter_id = CAST(:meter AS uuid)
                        UNION ALL
                        SELECT format('an entitlement of plan %s', p.name)
                        FROM plan_entitlement e JOIN billing_plan p ON p.id = e.plan_id
                        WHERE e.feature_id = :feature
                        LIMIT 1
                        """)
                .bind("meter", meter == null ? null : meter.id())
                .bind("feature", feature.id())
                .mapTo(String.class)
                .findOne();
    }

    static void delete(Handle tx, StoredFeature feature) {
        tx.createUpdate("DELETE FROM feature WHERE id = :id").bind("id", feature.id()).execute();
        StoredMeter meter = feature.meter();
        if (meter == null) return;
        tx.createUpdate("DELETE FROM meter WHERE id = :id").bind("id", meter.id()).execute();
    }

    private static StoredFeature read(ResultSet row) throws SQLException {
        boolean metered = row.getObject("meter_id") != null;
        return new StoredFeature(
                row.getObject("id", UUID.class),
                row.getObject("owner", UUID.class),
                row.getString("lookup_key"),
                row.getString("name"),
                row.getString("description"),
                Feature.Kind.byKey(row.getString("kind")).orElseThrow(),
                metered ? MeterRows.read(row) : null,
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
