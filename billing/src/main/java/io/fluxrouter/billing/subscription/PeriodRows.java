package io.fluxrouter.billing.subscription;

import io.fluxrouter.core.period.Period;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The statements on periods, the phases that cut them, and the lines that wait for an invoice. */
final class PeriodRows {
    private PeriodRows() {}

    static void insert(Handle tx, UUID subscriptionId, ServicePeriod period) {
        tx.createUpdate(
                        """
                        INSERT INTO subscription_period (subscription_id, number, starts_at, ends_at,
                            whole_starts_at, whole_ends_at, zone, is_trial, is_last)
                        VALUES (:subscriptionId, :number, :start, :end, :wholeStart, :wholeEnd,
                            :zone, :trial, :last)
                        """)
                .bind("subscriptionId", subscriptionId)
                .bind("number", period.number())
                .bind("start", period.span().start())
                .bind("end", period.span().end())
                .bind("wholeStart", period.whole().start())
                .bind("wholeEnd", period.whole().end())
                .bind("zone", period.span().zone().getId())
                .bind("trial", period.trial())
                .bind("last", period.last())
                .execute();
    }

    /** Keeps where a period was cut, and that no other follows. */
    static void end(Handle tx, UUID subscriptionId, ServicePeriod period) {
        tx.execute(
                """
                UPDATE subscription_period SET ends_at = ?, is_last = ?
                WHERE subscription_id = ? AND number = ?
                """,
                period.span().end(),
                period.last(),
                subscriptionId,
                period.number());
    }

    static Optional<ServicePeriod> find(Handle handle, UUID subscriptionId, int number) {
        return handle.createQuery(
                        """
                        SELECT * FROM subscription_period
                        WHERE subscription_id = :subscriptionId AND number = :number
                        """)
                .bind("subscriptionId", subscriptionId)
                .bind("number", number)
                .map((row, context) -> read(row))
                .findOne();
    }

    static void openPhase(Handle tx, UUID subscriptionId, PlanRef plan, Instant start) {
        tx.execute(
                """
                INSERT INTO subscription_phase (subscription_id, number, plan_id, plan_version,
                                                starts_at)
                SELECT ?, count(*), ?, ?, ? FROM subscription_phase WHERE subscription_id = ?
                """,
                subscriptionId,
                plan.planId(),
                plan.version(),
                start,
                subscriptionId);
    }

    /** A phase that has not begun ends where it begins. */
    static void closePhase(Handle tx, UUID subscriptionId, Instant end) {
        tx.execute(
                """
                UPDATE subscription_phase SET ends_at = greatest(starts_at, ?)
                WHERE subscription_id = ? AND ends_at IS NULL
                """,
                end,
                subscriptionId);
    }

    static void insertLines(Handle tx, UUID subscriptionId, int number, List<PendingLine> lines) {
        for (PendingLine line : lines) {
            tx.createUpdate(
                            """
                            INSERT INTO pending_invoice_line (subscription_id, period_number, kind,
                                description, charge_id, plan_id, plan_version, amount, currency,
                                service_from, service_until)
                            VALUES (:subscriptionId, :number, :kind, :description, CAST(:chargeId AS uuid), :planId,
                                :version, :amount, :currency, :from, :until)
                            """)
                    .bind("subscriptionId", subscriptionId)
                    .bind("number", number)
                    .bind("kind", line.kind().key())
                    .bind("description", line.description())
                    .bind("chargeId", line.chargeId())
                    .bind("planId", line.plan().planId())
                    .bind("version", line.plan().version())
                    .bind("amount", line.amount())
                    .bind("currency", line.currency())
                    .bind("from", line.from())
                    .bind("until", line.until())
                    .execute();
        }
    }

    /** The lines of a period, in the order they came about. */
    static List<PendingLine> lines(Handle handle, UUID subscriptionId, int number) {
        return handle.createQuery(
                        """
                        SELECT * FROM pending_invoice_line
                        WHERE subscription_id = :subscriptionId AND period_number = :number
                        ORDER BY id
                        """)
                .bind("subscriptionId", subscriptionId)
                .bind("number", number)
                .map((row, context) -> line(row))
                .list();
    }

    static PendingLine line(ResultSet row) throws SQLException {
        BigDecimal amount = row.getBigDecimal("amount");
        return new PendingLine(
                PendingLine.Kind.byKey(row.getString("kind")),
                row.getString("description"),
                row.getObject("charge_id", UUID.class),
                plan(row),
                amount,
                row.getString("currency"),
                instant(row, "service_from"),
                instant(row, "service_until"));
    }

    static ServicePeriod read(ResultSet row) throws SQLException {
        ZoneId zone = ZoneId.of(row.getString("zone"));
        return new ServicePeriod(
                row.getInt("number"),
                new Period(instant(row, "starts_at"), instant(row, "ends_at"), zone),
                new Period(instant(row, "whole_starts_at"), instant(row, "whole_ends_at"), zone),
                row.getBoolean("is_trial"),
                row.getBoolean("is_last"));
    }

    static PlanRef plan(ResultSet row) throws SQLException {
        return new PlanRef(row.getObject("plan_id", UUID.class), row.getInt("plan_version"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
