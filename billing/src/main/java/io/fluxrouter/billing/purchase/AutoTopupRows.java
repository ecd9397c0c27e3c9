package io.fluxrouter.billing.purchase;

import io.fluxrouter.core.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code auto_topup}. */
final class AutoTopupRows {
    private AutoTopupRows() {}

    static Optional<AutoTopup> find(Handle handle, UUID customerId) {
        return handle.createQuery("SELECT * FROM auto_topup WHERE customer_id = :id")
                .bind("id", customerId)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Replaces all; what failed before is forgotten. */
    static void put(Handle tx, AutoTopup one, Instant now) {
        Money amount = one.what().amount();
        tx.createUpdate(
                        """
                        INSERT INTO auto_topup (customer_id, is_enabled, threshold_nanos, package_id,
                            amount_cents, monthly_limit_cents, updated_at)
                        VALUES (:id, :enabled, :threshold, CAST(:package AS uuid),
                            CAST(:amount AS bigint), :limit, :now)
                        ON CONFLICT (customer_id) DO UPDATE
                        SET is_enabled = :enabled, threshold_nanos = :threshold,
                            package_id = excluded.package_id, amount_cents = excluded.amount_cents,
                            monthly_limit_cents = :limit, failures = 0, retry_at = NULL,
                            disabled_reason = NULL, updated_at = :now
                        """)
                .bind("id", one.customerId())
                .bind("enabled", one.enabled())
                .bind("threshold", one.threshold().nanos())
                .bind("package", one.what().packageId())
                .bind("amount", amount == null ? null : amount.cents())
                .bind("limit", one.monthlyLimit().cents())
                .bind("now", now)
                .execute();
    }

    /**
     * Locks one that is to buy now and has nothing under way. A plan whose usage ends with what it
     * includes is never charged for anything.
     */
    static Optional<AutoTopup> lockDue(Handle tx, Instant now) {
        return tx.createQuery(
                        """
                        SELECT t.* FROM auto_topup t
                        JOIN spend_account a ON a.id = t.customer_id AND NOT a.hard_stop
                        JOIN stripe_customer s ON s.customer_id = t.customer_id
                            AND s.payment_method IS NOT NULL
                        JOIN customer c ON c.id = t.customer_id AND c.archived_at IS NULL
                        WHERE t.is_enabled AND a.credit_nanos - a.owed_nanos < t.threshold_nanos
                          AND (t.retry_at IS NULL OR t.retry_at <= :now)
                          AND NOT EXISTS (SELECT FROM credit_purchase p
                                          WHERE p.customer_id = t.customer_id
                                            AND p.way = 'automatic' AND p.status = 'pending')
                        LIMIT 1 FOR UPDATE OF t SKIP LOCKED
                        """)
                .bind("now", now)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** What its purchases since then cost, those under way counted. */
    static Money boughtSince(Handle handle, UUID customerId, Instant since) {
        return handle.createQuery(
                        """
                        SELECT coalesce(sum(price_cents), 0) FROM credit_purchase
                        WHERE customer_id = :id AND way = 'automatic' AND created_at >= :since
                          AND status NOT IN ('failed', 'expired')
                        """)
                .bind("id", customerId)
                .bind("since", since)
                .map((row, context) -> Money.ofCents(row.getLong(1)))
                .one();
    }

    static void restUntil(Handle tx, UUID customerId, Instant until) {
        tx.execute("UPDATE auto_topup SET retry_at = ? WHERE customer_id = ?", until, customerId);
    }

    static void succeeded(Handle tx, UUID customerId) {
        tx.execute(
                "UPDATE auto_topup SET failures = 0, retry_at = NULL WHERE customer_id = ?",
                customerId);
    }

    static void failed(Handle tx, UUID customerId, Instant retryAt) {
        tx.execute(
                "UPDATE auto_topup SET failures = failures + 1, retry_at = ? WHERE customer_id = ?",
                retryAt,
                customerId);
    }

    static void disable(Handle tx, UUID customerId, String reason, Instant now) {
        tx.execute(
                """
                UPDATE auto_topup SET is_enabled = false, disabled_reason = ?, updated_at = ?
                WHERE customer_id = ?
                """,
                reason,
                now,
                customerId);
    }

    private static AutoTopup read(ResultSet row) throws SQLException {
        Long cents = row.getObject("amount_cents", Long.class);
        return new AutoTopup(
                row.getObject("customer_id", UUID.class),
                row.getBoolean("is_enabled"),
                Money.ofNanos(row.getLong("threshold_nanos")),
                new AutoTopup.What(
                        row.getObject("package_id", UUID.class),
                        cents == null ? null : Money.ofCents(cents)),
                Money.ofCents(row.getLong("monthly_limit_cents")),
                row.getInt("failures"),
                instant(row.getObject("retry_at", OffsetDateTime.class)),
                row.getString("disabled_reason"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
