package io.fluxrouter.billing.meter;

import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.core.meter.Aggregation;
import io.fluxrouter.core.meter.Meter;
import io.fluxrouter.core.meter.PropertyFilter;
import io.fluxrouter.core.meter.QuantityRounding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The statements on meters. */
final class MeterRows {
    /** For joins under the alias m; their names do not clash with those of other tables. */
    static final String COLUMNS =
            """
            m.id AS meter_id, m.organization_id, m.name AS meter_name, m.event_name, m.aggregation, m.property, m.unit,
            m.filters::text AS filters, m.group_by, m.count_window, m.rounding,
            m.rounding_decimals, m.enforce_at_track, m.built_in, m.created_at AS meter_created_at,
            m.updated_at AS meter_updated_at
            """;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private MeterRows() {}

    static void insert(Handle tx, StoredMeter meter) {
        Meter definition = meter.definition();
        tx.createUpdate(
                        """
                        INSERT INTO meter (id, organization_id, name, event_name, aggregation, property, unit,
                                           filters, group_by, count_window, rounding,
                                           rounding_decimals, enforce_at_track, created_at, updated_at)
                        VALUES (:id, :organization, :name, :eventName, :aggregation, :property, :unit,
                                CAST(:filters AS jsonb), :groupBy, :window, :rounding, :decimals,
                                :enforced, :createdAt, :updatedAt)
                        """)
                .bind("id", meter.id())
                .bind("organization", meter.organizationId())
                .bind("name", meter.name())
                .bind("eventName", definition.eventName())
                .bind("aggregation", definition.aggregation().name())
                .bind("property", definition.property())
                .bind("unit", definition.unit())
                .bind("filters", json(definition.filters()))
                .bind("groupBy", SqlArray.texts(definition.groupBy()))
                .bind("window", window(definition))
                .bind("rounding", rounding(definition.rounding()))
                .bind("decimals", definition.rounding().decimals())
                .bind("enforced", meter.enforcedAtTrack())
                .bind("createdAt", meter.createdAt())
                .bind("updatedAt", meter.updatedAt())
                .execute();
    }

    static void update(Handle tx, StoredMeter meter) {
        Meter definition = meter.definition();
        tx.createUpdate(
                        """
                        UPDATE meter
                        SET aggregation = :aggregation, property = :property, unit = :unit,
                            filters = CAST(:filters AS jsonb), group_by = :groupBy,
                            enforce_at_track = :enforced, updated_at = :updatedAt
                        WHERE id = :id
                        """)
                .bind("id", meter.id())
                .bind("aggregation", definition.aggregation().name())
                .bind("property", definition.property())
                .bind("unit", definition.unit())
                .bind("filters", json(definition.filters()))
                .bind("groupBy", SqlArray.texts(definition.groupBy()))
                .bind("enforced", meter.enforcedAtTrack())
                .bind("updatedAt", meter.updatedAt())
                .execute();
    }

    static List<StoredMeter> all(Handle handle) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM meter m ORDER BY m.name")
                .map((row, context) -> read(row))
                .list();
    }

    /** If events came that the meter listens to; LLM requests always may have. */
    static boolean hasEvents(Handle handle, StoredMeter meter) {
        String eventName = meter.definition().eventName();
        return LlmEvents.isOne(eventName)
                || handle.createQuery(
                                        """
                                        SELECT count(*) FROM meter_event_name
                                        WHERE organization_id = :organization AND name = :name
                                        """)
                                .bind("organization", meter.organizationId())
                                .bind("name", eventName)
                                .mapTo(Integer.class)
                                .one()
                        > 0;
    }

    static StoredMeter read(ResultSet row) throws SQLException {
        return new StoredMeter(
                row.getObject("meter_id", UUID.class),
                row.getObject("organization_id", UUID.class),
                row.getString("meter_name"),
                definition(row),
                row.getBoolean("enforce_at_track"),
                row.getBoolean("built_in"),
                row.getObject("meter_created_at", OffsetDateTime.class).toInstant(),
                row.getObject("meter_updated_at", OffsetDateTime.class).toInstant());
    }

    private static Meter definition(ResultSet row) throws SQLException {
        return new Meter(
                row.getString("event_name"),
                Aggregation.valueOf(row.getString("aggregation")),
                row.getString("property"),
                row.getString("unit"),
                FilterJson.read(JSON.readTree(row.getString("filters"))),
                List.of((String[]) row.getArray("group_by").getArray()),
                NewMeter.window(row.getString("count_window")),
                NewMeter.rounding(row.getString("rounding"), row.getInt("rounding_decimals")));
    }

    private static String json(List<PropertyFilter> filters) {
        return FilterJson.write(filters).toString();
    }

    private static @Nullable String window(Meter meter) {
        return meter.window() == null ? null : meter.window().name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String rounding(QuantityRounding rounding) {
        if (rounding.mode() == null) return null;
        return switch (rounding.mode()) {
            case CEILING -> "up";
            case FLOOR -> "down";
            case HALF_UP -> "nearest";
            case UP, DOWN, HALF_DOWN, HALF_EVEN, UNNECESSARY ->
                    throw new IllegalArgumentException("no rounding of meters: " + rounding);
        };
    }
}
