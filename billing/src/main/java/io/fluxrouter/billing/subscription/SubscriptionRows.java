package io.fluxrouter.billing.subscription;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.input.Listing;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.subscription.Subscription.Ending;
import io.fluxrouter.billing.terms.CustomerTerms;
import io.fluxrouter.core.period.Period;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.subscription.SubscriptionStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The statements on subscriptions. A subscription is read with its latest period. */
final class SubscriptionRows {
    private static final String SELECT =
            """
            SELECT s.*, c.organization_id, p.number, p.starts_at AS period_starts_at, p.ends_at AS period_ends_at,
                   p.whole_starts_at, p.whole_ends_at, p.zone AS period_zone, p.is_trial, p.is_last
            FROM subscription s JOIN subscription_period p
                ON p.subscription_id = s.id AND p.number = s.period_number
            JOIN customer c ON c.id = s.customer_id
            WHERE s.deleted_at IS NULL
            """;

    private SubscriptionRows() {}

    static void insert(Handle tx, Subscription subscription) {
        write(
                tx.createUpdate(
                                """
                                INSERT INTO subscription (id, customer_id, plan_id, plan_version,
                                    next_plan_id, next_plan_version, status, zone, next_zone, anchor, starts_at,
                                    trial_ends_at, period_number, turns_at, cancel_at_period_end,
                                    canceled_at, cancellation_reason, ended_at, created_at,
                                    updated_at)
                                VALUES (:id, :customerId, :planId, :version, CAST(:nextId AS uuid), :nextVersion,
                                    :status, :zone, :nextZone, :anchor, :startsAt, :trialEndsAt, :period,
                                    :turnsAt, :atPeriodEnd, :askedAt, :reason, :endedAt, :createdAt,
                                    :updatedAt)
                                """)
                        .bind("customerId", subscription.customerId())
                        .bind("startsAt", subscription.startsAt())
                        .bind("trialEndsAt", subscription.trialEndsAt())
                        .bind("createdAt", subscription.createdAt()),
                subscription);
    }

    /** Every change ends here, so the customer's spend account goes by what is written. */
    static void update(Handle tx, Subscription subscription) {
        write(
                tx.createUpdate(
                        """
                        UPDATE subscription
                        SET plan_id = :planId, plan_version = :version, next_plan_id = CAST(:nextId AS uuid),
                            next_plan_version = :nextVersion, status = :status, zone = :zone, next_zone = :nextZone, anchor = :anchor,
                            period_number = :period, turns_at = :turnsAt, cancel_at_period_end = :atPeriodEnd,
                            canceled_at = :askedAt, cancellation_reason = :reason,
                            ended_at = :endedAt, updated_at = :updatedAt
                        WHERE id = :id
                        """),
                subscription);
        if (subscription.organizationId().equals(Organization.OPERATOR)) {
            CustomerTerms.refresh(tx, subscription.customerId(), subscription.updatedAt());
        }
    }

    private static void write(Update statement, Subscription subscription) {
        PlanRef next = subscription.next();
        Ending ending = subscription.ending();
        ZoneId nextZone = subscription.calendar().nextZone();
        statement
                .bind("id", subscription.id())
                .bind("planId", subscription.plan().planId())
                .bind("version", subscription.plan().version())
                .bind("nextId", next == null ? null : next.planId())
                .bind("nextVersion", next == null ? null : next.version())
                .bind("status", subscription.status().name())
                .bind("zone", subscription.zone().getId())
                .bind("nextZone", nextZone == null ? null : nextZone.getId())
                .bind("anchor", subscription.anchor())
                .bind("period", subscription.period().number())
                .bind("turnsAt", turnsAt(subscription.period()))
                .bind("atPeriodEnd", ending != null && ending.atPeriodEnd())
                .bind("askedAt", ending == null ? null : ending.askedAt())
                .bind("reason", ending == null ? null : ending.reason())
                .bind("endedAt", subscription.endedAt())
                .bind("updatedAt", subscription.updatedAt())
                .execute();
    }

    /** Out of sight; its periods and lines stay, because invoices are made of them. */
    static void delete(Handle tx, UUID id, Instant now) {
        tx.execute("UPDATE subscription SET deleted_at = ? WHERE id = ?", now, id);
    }

    static Optional<Subscription> find(Handle handle, UUID id) {
        return handle.createQuery(SELECT + "AND s.id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Keeps other moves of the subscription away until the transaction ends. */
    static Subscription lock(Handle tx, UUID id) {
        // First the row, then what belongs to it: a join would show the period of before the wait.
        tx.createQuery("SELECT id FROM subscription WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .mapTo(UUID.class)
                .findOne();
        return find(tx, id).orElseThrow(SubscriptionRows::unknown);
    }

    static ApiError unknown() {
        return ApiError.of(Refusal.NOT_FOUND, "There is no such subscription.");
    }

    /** Newest first; all customers' of the organisation where none is given. */
    static Listing<Subscription> list(
            Handle handle, UUID organizationId, @Nullable UUID customerId, NumberedPage page) {
        String mine =
                """
                AND c.organization_id = :organizationId
                AND (CAST(:customerId AS uuid) IS NULL OR c.id = CAST(:customerId AS uuid))
                """;
        List<Subscription> found =
                handle.createQuery(
                                SELECT
                                        + mine
                                        + """
                                        ORDER BY s.created_at DESC, s.id DESC
                                        LIMIT :limit OFFSET :offset
                                        """)
                        .bind("organizationId", organizationId)
                        .bind("customerId", customerId)
                        .bind("limit", page.size())
                        .bind("offset", page.offset())
                        .map((row, context) -> read(row))
                        .list();
        long total =
                handle.createQuery(
                                """
                                SELECT count(*) FROM subscription s
                                JOIN customer c ON c.id = s.customer_id
                                WHERE s.deleted_at IS NULL
                                """
                                        + mine)
                        .bind("organizationId", organizationId)
                        .bind("customerId", customerId)
                        .mapTo(Long.class)
                        .one();
        return new Listing<>(found, total);
    }

    /** Those that a customer may use something by, oldest first. */
    static List<Subscription> servedTo(Handle handle, UUID customerId) {
        return handle.createQuery(
                        SELECT
                                + """
                                AND s.customer_id = :customerId
                                AND s.status IN ('TRIAL', 'ACTIVE', 'PAST_DUE')
                                ORDER BY s.created_at, s.id
                                """)
                .bind("customerId", customerId)
                .map((row, context) -> read(row))
                .list();
    }

    /**
     * One whose running period is over, which nobody else holds; locked.
     *
     * @param clockId whose customers to look at; null for those on no test clock
     */
    static Optional<Subscription> lockDue(Handle tx, @Nullable UUID clockId, Instant now) {
        return tx.createQuery(
                        """
                        SELECT s.id FROM subscription s JOIN customer c ON c.id = s.customer_id
                        WHERE s.turns_at <= :now AND s.deleted_at IS NULL
                          AND c.test_clock_id IS NOT DISTINCT FROM CAST(:clock AS uuid)
                        ORDER BY s.turns_at LIMIT 1 FOR UPDATE OF s SKIP LOCKED
                        """)
                .bind("now", now)
                .bind("clock", clockId)
                .mapTo(UUID.class)
                .findOne()
                .flatMap(id -> find(tx, id));
    }

    /** When the next one of a test clock's customers is due. */
    static Optional<Instant> nextTurn(Handle handle, UUID clockId) {
        return handle
                .createQuery(
                        """
                        SELECT min(s.turns_at) FROM subscription s
                        JOIN customer c ON c.id = s.customer_id
                        WHERE c.test_clock_id = :clock AND s.deleted_at IS NULL
                        """)
                .bind("clock", clockId)
                .mapTo(OffsetDateTime.class)
                .stream()
                .filter(Objects::nonNull)
                .map(OffsetDateTime::toInstant)
                .findFirst();
    }

    private static @Nullable Instant turnsAt(ServicePeriod period) {
        return period.last() ? null : period.span().end();
    }

    private static Subscription read(ResultSet row) throws SQLException {
        Instant askedAt = instant(row, "canceled_at");
        return new Subscription(
                row.getObject("id", UUID.class),
                row.getObject("organization_id", UUID.class),
                row.getObject("customer_id", UUID.class),
                new PlanRef(row.getObject("plan_id", UUID.class), row.getInt("plan_version")),
                next(row),
                SubscriptionStatus.valueOf(row.getString("status")),
                calendar(row),
                row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                instant(row, "trial_ends_at"),
                askedAt == null
                        ? null
                        : new Ending(
                                row.getBoolean("cancel_at_period_end"),
                                askedAt,
                                row.getString("cancellation_reason")),
                instant(row, "ended_at"),
                period(row),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static BorderCalendar calendar(ResultSet row) throws SQLException {
        String next = row.getString("next_zone");
        return new BorderCalendar(
                ZoneId.of(row.getString("zone")),
                row.getObject("anchor", OffsetDateTime.class).toInstant(),
                next == null ? null : ZoneId.of(next));
    }

    private static @Nullable PlanRef next(ResultSet row) throws SQLException {
        UUID planId = row.getObject("next_plan_id", UUID.class);
        return planId == null ? null : new PlanRef(planId, row.getInt("next_plan_version"));
    }

    private static ServicePeriod period(ResultSet row) throws SQLException {
        ZoneId zone = ZoneId.of(row.getString("period_zone"));
        return new ServicePeriod(
                row.getInt("number"),
                span(row, "period_starts_at", "period_ends_at", zone),
                span(row, "whole_starts_at", "whole_ends_at", zone),
                row.getBoolean("is_trial"),
                row.getBoolean("is_last"));
    }

    private static Period span(ResultSet row, String start, String end, ZoneId zone)
            throws SQLException {
        return new Period(
                row.getObject(start, OffsetDateTime.class).toInstant(),
                row.getObject(end, OffsetDateTime.class).toInstant(),
                zone);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
