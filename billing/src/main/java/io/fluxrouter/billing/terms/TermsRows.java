package io.fluxrouter.billing.terms;

import io.fluxrouter.billing.database.MonthPartitions;
import io.fluxrouter.billing.terms.CustomerTerms.Live;
import io.fluxrouter.core.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The statements on what accounts go by, and on the subscriptions that say so. */
final class TermsRows {
    private TermsRows() {}

    /** The columns of an account that its customer's plan decides. */
    record Held(Money cap, Money included, boolean hardStop, @Nullable PlanVersion plan) {
        static final Held NOTHING = new Held(Money.ZERO, Money.ZERO, false, null);
    }

    record PlanVersion(UUID planId, int version) {}

    /** Keeps other changes of the customer's accounts away until the transaction ends. */
    static Optional<Held> lock(Handle tx, UUID customerId) {
        return tx
                .createQuery(
                        """
                        SELECT id, kind, cap_nanos, included_nanos, hard_stop, plan_id, plan_version
                        FROM spend_account WHERE id IN (:id, :hourly) ORDER BY id
                        FOR NO KEY UPDATE
                        """)
                .bind("id", customerId)
                .bind("hourly", HourlyLimit.account(customerId).id())
                .map((row, context) -> locked(row))
                .list()
                .stream()
                .filter(account -> account.kind().equals("customer"))
                .map(Locked::held)
                .findFirst();
    }

    private record Locked(String kind, Held held) {}

    private static Locked locked(ResultSet row) throws SQLException {
        return new Locked(row.getString("kind"), held(row));
    }

    private static Held held(ResultSet row) throws SQLException {
        UUID planId = row.getObject("plan_id", UUID.class);
        return new Held(
                Money.ofNanos(row.getLong("cap_nanos")),
                Money.ofNanos(row.getLong("included_nanos")),
                row.getBoolean("hard_stop"),
                planId == null ? null : new PlanVersion(planId, row.getInt("plan_version")));
    }

    static @Nullable Money ceiling(Handle tx, UUID customerId) {
        return tx.createQuery("SELECT ceiling_nanos FROM customer WHERE id = :id")
                .bind("id", customerId)
                .map((row, context) -> Optional.ofNullable(row.getObject(1, Long.class)))
                .one()
                .map(Money::ofNanos)
                .orElse(null);
    }

    /** Newest first. */
    static List<Live> live(Handle tx, UUID customerId) {
        return tx.createQuery(
                        """
                        SELECT s.id, s.starts_at, s.status = 'TRIAL' AS is_trial, t.*
                        FROM subscription s
                        LEFT JOIN LATERAL (SELECT * FROM gateway_terms
                            WHERE plan_id = s.plan_id AND version = s.plan_version) t ON true
                        LEFT JOIN LATERAL (SELECT plan_id FROM gateway_terms
                            WHERE plan_id = s.next_plan_id AND version = s.next_plan_version) n
                            ON true
                        WHERE s.customer_id = :id AND s.deleted_at IS NULL
                          AND s.status IN ('TRIAL', 'ACTIVE', 'PAST_DUE')
                          AND (t.plan_id IS NOT NULL OR n.plan_id IS NOT NULL)
                        ORDER BY s.created_at DESC, s.id DESC
                        """)
                .bind("id", customerId)
                .map((row, context) -> live(row))
                .list();
    }

    /** Whether the subscription with terms is behind with its invoices. */
    static boolean isPastDue(Handle tx, UUID customerId) {
        return tx.createQuery(
                        """
                        SELECT count(*) > 0 FROM subscription s
                        JOIN gateway_terms t ON t.plan_id = s.plan_id AND t.version = s.plan_version
                        WHERE s.customer_id = :id AND s.deleted_at IS NULL AND s.status = 'PAST_DUE'
                        """)
                .bind("id", customerId)
                .mapTo(Boolean.class)
                .one();
    }

    private static Live live(ResultSet row) throws SQLException {
        GatewayTerms terms = GatewayTerms.read(row);
        boolean trial = row.getBoolean("is_trial");
        return new Live(
                row.getObject("id", UUID.class),
                row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                terms != null && trial ? terms.inTrial() : terms);
    }

    static void write(Handle tx, UUID customerId, Held held, Instant now) {
        PlanVersion plan = held.plan();
        tx.createUpdate(
                        """
                        UPDATE spend_account
                        SET cap_nanos = :cap, included_nanos = :included, hard_stop = :hardStop,
                            plan_id = CAST(:planId AS uuid), plan_version = :version,
                            invoices_since =
                                CASE WHEN :invoices THEN coalesce(invoices_since, :now) END,
                            (invoiced_from, invoiced_until, invoiced_cap_nanos) = (
                                SELECT CASE WHEN ends THEN invoices_since ELSE invoiced_from END,
                                       CASE WHEN ends THEN :now ELSE invoiced_until END,
                                       CASE WHEN ends THEN cap_nanos ELSE invoiced_cap_nanos END
                                FROM (SELECT invoices_since IS NOT NULL AND NOT :invoices AS ends) e),
                            terms_at = :now
                        WHERE id = :id
                        """)
                .bind("cap", held.cap().nanos())
                .bind("included", held.included().nanos())
                .bind("hardStop", held.hardStop())
                .bind("invoices", plan != null && !held.hardStop())
                .bind("planId", plan == null ? null : plan.planId())
                .bind("version", plan == null ? null : plan.version())
                .bind("now", now)
                .bind("id", customerId)
                .execute();
    }

    /** A month without a row has no usage yet; its row will be made of what it finds then. */
    static void moveAllowance(Handle tx, UUID customerId, Money included, Instant now) {
        tx.createUpdate(
                        """
                        UPDATE allowance SET included_nanos = greatest(:included, used_nanos)
                        WHERE customer_id = :id AND month = :month
                        """)
                .bind("included", included.nanos())
                .bind("id", customerId)
                .bind("month", MonthPartitions.monthOf(now))
                .execute();
    }

    /** Those who are on a plan, in the order in which accounts are locked. */
    static List<UUID> customersOn(Handle tx, UUID planId) {
        return tx.createQuery(
                        """
                        SELECT DISTINCT customer_id FROM subscription
                        WHERE plan_id = :planId AND deleted_at IS NULL
                          AND status IN ('TRIAL', 'ACTIVE', 'PAST_DUE')
                        ORDER BY customer_id
                        """)
                .bind("planId", planId)
                .mapTo(UUID.class)
                .list();
    }

    /** Somebody, and what time it is for them. */
    record Begun(UUID customerId, Instant now) {}

    /** Whose subscription has begun, by their time, since the account last changed. */
    static List<Begun> begun(Handle handle, Instant now) {
        return handle.createQuery(
                        """
                        SELECT DISTINCT s.customer_id, coalesce(k.frozen_time, :now) AS now
                        FROM subscription s
                        JOIN customer c ON c.id = s.customer_id
                        LEFT JOIN test_clock k ON k.id = c.test_clock_id
                        JOIN spend_account a ON a.id = s.customer_id
                        JOIN gateway_terms t ON t.plan_id = s.plan_id
                            AND t.version = s.plan_version
                        WHERE s.starts_at > s.created_at
                          AND s.starts_at <= coalesce(k.frozen_time, :now)
                          AND s.deleted_at IS NULL AND s.status IN ('TRIAL', 'ACTIVE', 'PAST_DUE')
                          AND (a.plan_id, a.plan_version)
                              IS DISTINCT FROM (s.plan_id, s.plan_version)
                        """)
                .bind("now", now)
                .map(
                        (row, context) ->
                                new Begun(
                                        row.getObject("customer_id", UUID.class),
                                        row.getObject("now", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Of plans that new subscriptions may choose, in their newest versions, oldest first. */
    static List<GatewayTerms> offered(Handle handle) {
        return handle.createQuery(
                        """
                        SELECT t.* FROM billing_plan p
                        JOIN gateway_terms t ON t.plan_id = p.id AND t.version = p.version
                        WHERE p.is_active AND p.deleted_at IS NULL
                        ORDER BY p.created_at, p.id
                        """)
                .map((row, context) -> Objects.requireNonNull(GatewayTerms.read(row)))
                .list();
    }
}
