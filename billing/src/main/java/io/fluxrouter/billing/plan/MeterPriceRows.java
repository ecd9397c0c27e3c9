package io.fluxrouter.billing.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The statements on prices of meters, and on the charges that follow them. */
final class MeterPriceRows {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    /** A charge that follows its meter's price. */
    record Follower(UUID planId, UUID chargeId) {}

    private MeterPriceRows() {}

    static Optional<MeterPrice> find(Handle handle, UUID meterId) {
        return handle.createQuery(
                        "SELECT rules::text AS rules, mode FROM meter_price WHERE meter_id ="
                                + " :meterId")
                .bind("meterId", meterId)
                .map(
                        (row, context) ->
                                MeterPrice.stored(
                                        JSON.readTree(row.getString("rules")),
                                        row.getString("mode").equals("volume")))
                .findOne();
    }

    static void put(Handle tx, UUID meterId, MeterPrice price, Instant now) {
        tx.createUpdate(
                        """
                        INSERT INTO meter_price (meter_id, rules, mode, updated_at)
                        VALUES (:meterId, CAST(:rules AS jsonb), :mode, :now)
                        ON CONFLICT (meter_id) DO UPDATE
                        SET rules = excluded.rules, mode = excluded.mode, updated_at = excluded.updated_at
                        """)
                .bind("meterId", meterId)
                .bind("rules", price.rules().toString())
                .bind("mode", price.mode())
                .bind("now", now)
                .execute();
    }

    static void delete(Handle tx, UUID meterId) {
        tx.execute("DELETE FROM meter_price WHERE meter_id = ?", meterId);
    }

    /** Those that are ACTIVE in plans on offer, one plan after the other. */
    static List<Follower> followers(Handle tx, UUID meterId) {
        return tx.createQuery(
                        """
                        SELECT c.plan_id, c.id FROM plan_charge c JOIN billing_plan p ON p.id = c.plan_id
                        WHERE c.meter_id = :meterId AND c.priced_by_meter AND c.until_version IS NULL
                          AND p.deleted_at IS NULL
                        ORDER BY c.plan_id, c.created_at, c.id
                        """)
                .bind("meterId", meterId)
                .map(
                        (row, context) ->
                                new Follower(
                                        row.getObject("plan_id", UUID.class),
                                        row.getObject("id", UUID.class)))
                .list();
    }

    static void follow(Handle tx, UUID chargeId) {
        tx.execute("UPDATE plan_charge SET priced_by_meter = true WHERE id = ?", chargeId);
    }
}
