package io.fluxrouter.billing.alert;

import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.billing.input.Page;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.SpendPeriod;
import java.math.BigDecimal;
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
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The statements on alerts and their firings. Those that are archived are not found. */
final class AlertRows {
    private static final String SELECT = "SELECT * FROM alert WHERE archived_at IS NULL ";

    private AlertRows() {}

    static void insert(Handle tx, Alert alert) {
        SpendPeriod period = alert.period();
        lists(
                        tx.createUpdate(
                                """
                                INSERT INTO alert (id, customer_id, name, watches, budget_id, team_id,
                                    key_id, period, thresholds, emails, created_at, updated_at)
                                VALUES (:id, :customer, :name, :watches, CAST(:budget AS uuid),
                                    CAST(:team AS uuid), CAST(:key AS uuid), :period, :thresholds,
                                    :emails, :now, :now)
                                """),
                        alert)
                .bind("id", alert.id())
                .bind("customer", alert.customerId())
                .bind("name", alert.name())
                .bind("watches", alert.watches().key())
                .bind("budget", alert.budgetId())
                .bind("team", alert.teamId())
                .bind("key", alert.keyId())
                .bind("period", period == null ? null : period.key())
                .bind("now", alert.createdAt())
                .execute();
    }

    static void update(Handle tx, Alert alert) {
        lists(
                        tx.createUpdate(
                                """
                                UPDATE alert SET name = :name, thresholds = :thresholds,
                                    emails = :emails, updated_at = :now
                                WHERE id = :id
                                """),
                        alert)
                .bind("name", alert.name())
                .bind("now", alert.updatedAt())
                .bind("id", alert.id())
                .execute();
    }

    private static <S extends SqlStatement<S>> S lists(S statement, Alert alert) {
        return statement
                .registerArrayType(BigDecimal.class, "numeric")
                .registerArrayType(String.class, "text")
                .bind("thresholds", alert.thresholds().toArray(BigDecimal[]::new))
                .bind("emails", alert.emails().toArray(String[]::new));
    }

    static void archive(Handle tx, UUID id, Instant now) {
        tx.execute("UPDATE alert SET archived_at = ? WHERE id = ?", now, id);
    }

    static Optional<Alert> find(Handle handle, UUID id) {
        return handle.createQuery(SELECT + "AND id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    static List<Alert> all(Handle handle, Collection<UUID> ids) {
        return handle.createQuery("SELECT * FROM alert WHERE id = ANY(:ids)")
                .bind("ids", SqlArray.uuids(ids))
                .map((row, context) -> read(row))
                .list();
    }

    /** Of one customer, or of all; newest first. */
    static List<Alert> list(Handle handle, @Nullable UUID customerId, Page page) {
        return handle.createQuery(
                        SELECT
                                + """
                                AND (CAST(:customer AS uuid) IS NULL
                                     OR customer_id = CAST(:customer AS uuid))
                                AND (CAST(:after AS uuid) IS NULL OR (created_at, id)
                                     < (SELECT created_at, id FROM alert
                                        WHERE id = CAST(:after AS uuid)))
                                ORDER BY created_at DESC, id DESC LIMIT :limit
                                """)
                .bind("customer", customerId)
                .bind("after", page.after())
                .bind("limit", page.limit())
                .map((row, context) -> read(row))
                .list();
    }

    static int count(Handle handle, UUID customerId) {
        return handle.createQuery(
                        """
                        SELECT count(*) FROM alert
                        WHERE customer_id = :customer AND archived_at IS NULL
                        """)
                .bind("customer", customerId)
                .mapTo(Integer.class)
                .one();
    }

    /** The newest hundred, newest first. */
    static List<Firing> firings(Handle handle, UUID alertId) {
        return handle.createQuery(
                        """
                        SELECT * FROM alert_firing WHERE alert_id = :id
                        ORDER BY fired_at DESC, threshold DESC LIMIT 100
                        """)
                .bind("id", alertId)
                .map((row, context) -> firing(row))
                .list();
    }

    static Firing firing(ResultSet row) throws SQLException {
        Long limit = row.getObject("limit_nanos", Long.class);
        return new Firing(
                row.getObject("alert_id", UUID.class),
                instant(row, "period_start"),
                row.getBigDecimal("threshold"),
                instant(row, "fired_at"),
                Money.ofNanos(row.getLong("used_nanos")),
                limit == null ? null : Money.ofNanos(limit));
    }

    private static Alert read(ResultSet row) throws SQLException {
        String period = row.getString("period");
        return new Alert(
                row.getObject("id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getString("name"),
                Watched.byKey(row.getString("watches")).orElseThrow(),
                row.getObject("budget_id", UUID.class),
                row.getObject("team_id", UUID.class),
                row.getObject("key_id", UUID.class),
                period == null ? null : SpendPeriod.byKey(period).orElseThrow(),
                Arrays.asList((BigDecimal[]) row.getArray("thresholds").getArray()),
                Arrays.asList((String[]) row.getArray("emails").getArray()),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
