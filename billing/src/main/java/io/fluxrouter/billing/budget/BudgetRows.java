package io.fluxrouter.billing.budget;

import io.fluxrouter.billing.input.Page;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.SpendPeriod;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The statements on budgets. Those that are archived are not found. */
final class BudgetRows {
    private static final String SELECT =
            """
            SELECT b.*, a.period, a.period_start, a.cap_nanos, a.settled_nanos, a.leased_nanos,
                   coalesce((SELECT min(counts_from) FROM spend_counter WHERE account_id = b.id),
                       b.created_at) AS starts_at
            FROM budget b JOIN spend_account a ON a.id = b.id
            WHERE b.archived_at IS NULL
            """;

    private BudgetRows() {}

    static void insert(Handle tx, Budget budget) {
        tx.createUpdate(
                        """
                        INSERT INTO budget (id, customer_id, name, team_id, key_id, is_hard,
                            warn_percent, limit_changed_at, created_at, updated_at)
                        VALUES (:id, :customerId, :name, CAST(:teamId AS uuid),
                            CAST(:keyId AS uuid), :hard, :warnPercent, :createdAt, :createdAt,
                            :createdAt)
                        """)
                .bind("id", budget.id())
                .bind("customerId", budget.customerId())
                .bind("name", budget.name())
                .bind("teamId", budget.teamId())
                .bind("keyId", budget.keyId())
                .bind("hard", budget.hard())
                .bind("warnPercent", budget.warnPercent())
                .bind("createdAt", budget.createdAt())
                .execute();
    }

    static void update(Handle tx, UUID id, String name, int warnPercent, Instant now) {
        tx.createUpdate(
                        """
                        UPDATE budget SET name = :name, warn_percent = :warn, updated_at = :now
                        WHERE id = :id
                        """)
                .bind("name", name)
                .bind("warn", warnPercent)
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    static void limitChanged(Handle tx, UUID id, Instant now) {
        tx.execute("UPDATE budget SET limit_changed_at = ? WHERE id = ?", now, id);
    }

    static void archive(Handle tx, UUID id, Instant now) {
        tx.execute("UPDATE budget SET archived_at = ? WHERE id = ?", now, id);
    }

    static Optional<Budget> find(Handle handle, UUID id, Instant now) {
        return handle.createQuery(SELECT + "AND b.id = :id")
                .bind("id", id)
                .map((row, context) -> read(row, now))
                .findOne();
    }

    /** Of one customer, or of all; newest first. */
    static List<Budget> list(Handle handle, @Nullable UUID customerId, Page page, Instant now) {
        return handle.createQuery(
                        SELECT
                                + """
                                AND (CAST(:customer AS uuid) IS NULL
                                     OR b.customer_id = CAST(:customer AS uuid))
                                AND (CAST(:after AS uuid) IS NULL OR (b.created_at, b.id)
                                     < (SELECT created_at, id FROM budget
                                        WHERE id = CAST(:after AS uuid)))
                                ORDER BY b.created_at DESC, b.id DESC LIMIT :limit
                                """)
                .bind("customer", customerId)
                .bind("after", page.after())
                .bind("limit", page.limit())
                .map((row, context) -> read(row, now))
                .list();
    }

    /** The budgets of a team. */
    static List<Budget> ofTeam(Handle handle, UUID teamId, Instant now) {
        return handle.createQuery(SELECT + "AND b.team_id = :team ORDER BY b.id")
                .bind("team", teamId)
                .map((row, context) -> read(row, now))
                .list();
    }

    static int count(Handle handle, UUID customerId) {
        return handle.createQuery(
                        """
                        SELECT count(*) FROM budget
                        WHERE customer_id = :customer AND archived_at IS NULL
                        """)
                .bind("customer", customerId)
                .mapTo(Integer.class)
                .one();
    }

    /** The use of a period that is over is none: the row is renewed by the next request. */
    private static Budget read(ResultSet row, Instant now) throws SQLException {
        SpendPeriod period = SpendPeriod.byKey(row.getString("period")).orElseThrow();
        Instant start = period.startOf(now);
        boolean current = !start.isAfter(instant(row, "period_start"));
        return new Budget(
                row.getObject("id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getString("name"),
                row.getObject("team_id", UUID.class),
                row.getObject("key_id", UUID.class),
                Money.ofNanos(row.getLong("cap_nanos")),
                period,
                row.getBoolean("is_hard"),
                row.getInt("warn_percent"),
                current ? Money.ofNanos(row.getLong("settled_nanos")) : Money.ZERO,
                Money.ofNanos(row.getLong("leased_nanos")),
                start,
                instant(row, "starts_at"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
