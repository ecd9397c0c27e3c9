package io.fluxrouter.billing.budget;

import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.billing.input.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The statements on teams. Those that are archived are not found. */
final class TeamRows {
    private static final String SELECT =
            """
            SELECT t.*, ARRAY(SELECT key_id FROM team_key WHERE team_id = t.id ORDER BY key_id) AS keys
            FROM team t WHERE t.archived_at IS NULL
            """;

    private TeamRows() {}

    static void insert(Handle tx, Team team) {
        tx.createUpdate(
                        """
                        INSERT INTO team (id, customer_id, name, created_at, updated_at)
                        VALUES (:id, :customer, :name, :now, :now)
                        """)
                .bind("id", team.id())
                .bind("customer", team.customerId())
                .bind("name", team.name())
                .bind("now", team.createdAt())
                .execute();
    }

    static void update(Handle tx, UUID id, String name, Instant now) {
        tx.execute("UPDATE team SET name = ?, updated_at = ? WHERE id = ?", name, now, id);
    }

    static void archive(Handle tx, UUID id, Instant now) {
        tx.execute("UPDATE team SET archived_at = ? WHERE id = ?", now, id);
        tx.execute("DELETE FROM team_key WHERE team_id = ?", id);
    }

    static void add(Handle tx, UUID team, Collection<UUID> keys) {
        tx.createUpdate("INSERT INTO team_key SELECT :team, unnest(:keys) ON CONFLICT DO NOTHING")
                .bind("team", team)
                .bind("keys", SqlArray.uuids(keys))
                .execute();
    }

    static void remove(Handle tx, UUID team, Collection<UUID> keys) {
        tx.createUpdate("DELETE FROM team_key WHERE team_id = :team AND key_id = ANY(:keys)")
                .bind("team", team)
                .bind("keys", SqlArray.uuids(keys))
                .execute();
    }

    static List<UUID> keys(Handle handle, UUID team) {
        return handle.createQuery(
                        "SELECT key_id FROM team_key WHERE team_id = :team ORDER BY key_id")
                .bind("team", team)
                .mapTo(UUID.class)
                .list();
    }

    static Optional<Team> find(Handle handle, UUID id) {
        return one(handle, SELECT + "AND t.id = :id", id);
    }

    static Optional<Team> lock(Handle tx, UUID id) {
        return one(tx, SELECT + "AND t.id = :id FOR UPDATE OF t", id);
    }

    private static Optional<Team> one(Handle handle, String sql, UUID id) {
        return handle.createQuery(sql).bind("id", id).map((row, context) -> read(row)).findOne();
    }

    static List<Team> list(Handle handle, @Nullable UUID customerId, Page page) {
        return handle.createQuery(
                        SELECT
                                + """
                                AND (CAST(:customer AS uuid) IS NULL
                                     OR t.customer_id = CAST(:customer AS uuid))
                                AND (CAST(:after AS uuid) IS NULL OR (t.created_at, t.id)
                                     < (SELECT created_at, id FROM team
                                        WHERE id = CAST(:after AS uuid)))
                                ORDER BY t.created_at DESC, t.id DESC LIMIT :limit
                                """)
                .bind("customer", customerId)
                .bind("after", page.after())
                .bind("limit", page.limit())
                .map((row, context) -> read(row))
                .list();
    }

    private static Team read(ResultSet row) throws SQLException {
        UUID[] keys = (UUID[]) row.getArray("keys").getArray();
        return new Team(
                row.getObject("id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getString("name"),
                Arrays.asList(keys),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
