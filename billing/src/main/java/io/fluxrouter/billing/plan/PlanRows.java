package io.fluxrouter.billing.plan;

import io.fluxrouter.billing.input.Listing;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.core.period.BillingInterval;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.statement.Update;

/** The statements on plans and their versions. */
final class PlanRows {
    private static final String SELECT =
            """
            SELECT id, organization_id, lookup_id, name, description, type, billing_interval, currency, trial_days,
                   is_active, version, created_at, updated_at
            FROM billing_plan
            """;
    private static final String UNIQUE_VIOLATION = "23505";

    private PlanRows() {}

    static void insert(Handle tx, BillingPlan plan) {
        write(
                tx.createUpdate(
                                """
                                INSERT INTO billing_plan (id, organization_id, lookup_id, name, description, type,
                                    billing_interval, currency, trial_days, is_active, version,
                                    created_at, updated_at)
                                VALUES (:id, :organizationId, :lookupId, :name, :description, :type, :interval,
                                    :currency, :trialDays, :active, :version, :createdAt,
                                    :updatedAt)
                                """)
                        .bind("organizationId", plan.organizationId())
                        .bind("type", plan.type().name())
                        .bind("interval", plan.interval().key())
                        .bind("currency", plan.currency())
                        .bind("createdAt", plan.createdAt()),
                plan);
        insertVersion(tx, plan.id(), plan.version(), plan.createdAt());
    }

    static void update(Handle tx, BillingPlan plan) {
        write(
                tx.createUpdate(
                        """
                        UPDATE billing_plan
                        SET lookup_id = :lookupId, name = :name, description = :description,
                            trial_days = :trialDays, is_active = :active, version = :version,
                            updated_at = :updatedAt
                        WHERE id = :id
                        """),
                plan);
    }

    private static void write(Update statement, BillingPlan plan) {
        try {
            statement
                    .bind("id", plan.id())
                    .bind("lookupId", plan.lookupId())
                    .bind("name", plan.name())
                    .bind("description", plan.description())
                    .bind("trialDays", plan.trialDays())
                    .bind("active", plan.active())
                    .bind("version", plan.version())
                    .bind("updatedAt", plan.updatedAt())
                    .execute();
        } catch (UnableToExecuteStatementException failure) {
            if (!(failure.getCause() instanceof SQLException cause)
                    || !UNIQUE_VIOLATION.equals(cause.getSQLState())) throw failure;
            throw ApiError.of(Refusal.CONFLICT, "Another plan has this lookup_id.", "lookup_id");
        }
    }

    static void insertVersion(Handle tx, UUID planId, int version, Instant now) {
        tx.execute(
                "INSERT INTO billing_plan_version (plan_id, version, created_at) VALUES (?, ?, ?)",
                planId,
                version,
                now);
    }

    static void delete(Handle tx, UUID planId, Instant now) {
        tx.execute(
                "UPDATE billing_plan SET deleted_at = ?, is_active = false WHERE id = ?",
                now,
                planId);
    }

    /** Also a deleted one: its subscriptions still name it. */
    static Optional<BillingPlan> find(Handle handle, UUID id) {
        return one(handle, "WHERE id = :id", id);
    }

    static Optional<BillingPlan> findOffered(Handle handle, UUID id) {
        return one(handle, "WHERE id = :id AND deleted_at IS NULL", id);
    }

    /** Keeps other changes of the plan, and new subscriptions to it, away until the commit. */
    static BillingPlan lock(Handle tx, UUID id) {
        return one(tx, "WHERE id = :id AND deleted_at IS NULL FOR UPDATE", id)
                .orElseThrow(PlanRows::unknown);
    }

    /** Keeps changes of the plan away until the commit; others may read it alike. */
    static Optional<BillingPlan> lockShared(Handle tx, UUID id) {
        return one(tx, "WHERE id = :id AND deleted_at IS NULL FOR SHARE", id);
    }

    static ApiError unknown() {
        return ApiError.of(Refusal.NOT_FOUND, "There is no such plan.");
    }

    static Listing<BillingPlan> list(Handle handle, UUID organizationId, NumberedPage page) {
        List<BillingPlan> plans =
                handle.createQuery(
                                SELECT
                                        + """
                                        WHERE organization_id = :organizationId AND deleted_at IS NULL
                                        ORDER BY created_at DESC, id DESC LIMIT :limit OFFSET :offset
                                        """)
                        .bind("organizationId", organizationId)
                        .bind("limit", page.size())
                        .bind("offset", page.offset())
                        .map((row, context) -> read(row))
                        .list();
        long total =
                handle.createQuery(
                                """
                                SELECT count(*) FROM billing_plan
                                WHERE organization_id = :organizationId AND deleted_at IS NULL
                                """)
                        .bind("organizationId", organizationId)
                        .mapTo(Long.class)
                        .one();
        return new Listing<>(plans, total);
    }

    /** Whether a customer is, or was, on this version. */
    static boolean isInUse(Handle tx, BillingPlan plan) {
        return tx.createQuery(
                        """
                        SELECT EXISTS (SELECT 1 FROM subscription_phase
                                       WHERE plan_id = :id AND plan_version = :version)
                            OR EXISTS (SELECT 1 FROM subscription
                                       WHERE next_plan_id = :id AND next_plan_version = :version)
                        """)
                .bind("id", plan.id())
                .bind("version", plan.version())
                .mapTo(Boolean.class)
                .one();
    }

    static boolean hasLiveSubscriptions(Handle tx, UUID planId) {
        return tx.createQuery(
                        """
                        SELECT EXISTS (SELECT 1 FROM subscription
                                       WHERE (plan_id = :id OR next_plan_id = :id)
                                         AND status <> 'CANCELED')
                        """)
                .bind("id", planId)
                .mapTo(Boolean.class)
                .one();
    }

    private static Optional<BillingPlan> one(Handle handle, String where, UUID id) {
        return handle.createQuery(SELECT + where)
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    private static BillingPlan read(ResultSet row) throws SQLException {
        return new BillingPlan(
                row.getObject("id", UUID.class),
                row.getObject("organization_id", UUID.class),
                row.getString("lookup_id"),
                row.getString("name"),
                row.getString("description"),
                PlanType.valueOf(row.getString("type")),
                BillingInterval.byKey(row.getString("billing_interval")).orElseThrow(),
                row.getString("currency"),
                row.getInt("trial_days"),
                row.getBoolean("is_active"),
                row.getInt("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
