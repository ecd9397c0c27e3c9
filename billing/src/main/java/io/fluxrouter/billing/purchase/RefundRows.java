package io.fluxrouter.billing.purchase;

import io.fluxrouter.billing.purchase.CreditRefund.Status;
import io.fluxrouter.core.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code credit_refund}. */
final class RefundRows {
    private RefundRows() {}

    /**
     * @param nextAttemptAt when Stripe is told; null where there is nothing to tell
     */
    static void insert(Handle tx, CreditRefund refund, @Nullable Instant nextAttemptAt) {
        tx.createUpdate(
                        """
                        INSERT INTO credit_refund (id, purchase_id, status, amount_cents, taken_nanos,
                            given_nanos, is_ours, stripe_id, reason, author, created_at, updated_at,
                            next_attempt_at)
                        VALUES (:id, :purchase, :status, :amount, :taken, :given, :ours, :stripe, :reason,
                            :author, :now, :now, CAST(:next AS timestamptz))
                        """)
                .bind("id", refund.id())
                .bind("purchase", refund.purchaseId())
                .bind("status", refund.status().key())
                .bind("amount", refund.amount().cents())
                .bind("taken", refund.taken().nanos())
                .bind("given", refund.given().nanos())
                .bind("ours", refund.ours())
                .bind("stripe", refund.stripeId())
                .bind("reason", refund.reason())
                .bind("author", refund.author())
                .bind("now", refund.createdAt())
                .bind("next", nextAttemptAt)
                .execute();
    }

    static Optional<CreditRefund> find(Handle handle, UUID id) {
        return handle.createQuery("SELECT * FROM credit_refund WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    static Optional<CreditRefund> byStripeId(Handle handle, String stripeId) {
        return handle.createQuery("SELECT * FROM credit_refund WHERE stripe_id = :id")
                .bind("id", stripeId)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Oldest first. */
    static List<CreditRefund> of(Handle handle, UUID purchaseId) {
        return handle.createQuery(
                        """
                        SELECT * FROM credit_refund WHERE purchase_id = :purchase
                        ORDER BY created_at, id
                        """)
                .bind("purchase", purchaseId)
                .map((row, context) -> read(row))
                .list();
    }

    /** Stripe has it, and it is still under way. */
    static void known(Handle tx, UUID id, String stripeId, Instant now, Instant lookAgainAt) {
        tx.createUpdate(
                        """
                        UPDATE credit_refund
                        SET stripe_id = :stripe, updated_at = :now, next_attempt_at = :next
                        WHERE id = :id AND status = 'pending'
                        """)
                .bind("id", id)
                .bind("stripe", stripeId)
                .bind("now", now)
                .bind("next", lookAgainAt)
                .execute();
    }

    static void ended(
            Handle tx,
            UUID id,
            Status status,
            @Nullable String stripeId,
            @Nullable String failure,
            Instant now) {
        tx.createUpdate(
                        """
                        UPDATE credit_refund
                        SET status = :status, stripe_id = coalesce(:stripe, stripe_id),
                            failure = :failure, updated_at = :now, next_attempt_at = NULL
                        WHERE id = :id
                        """)
                .bind("id", id)
                .bind("status", status.key())
                .bind("stripe", stripeId)
                .bind("failure", failure)
                .bind("now", now)
                .execute();
    }

    /** Takes the refund that Stripe is to be told of and that is due the longest. */
    static Optional<Claimed> claim(Handle tx, Instant now, Instant until) {
        return tx.createQuery(
                        """
                        UPDATE credit_refund SET next_attempt_at = :until, attempts = attempts + 1
                        WHERE id = (SELECT id FROM credit_refund WHERE next_attempt_at <= :now
                                    ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING id, attempts, tries
                        """)
                .bind("now", now)
                .bind("until", until)
                .map((row, context) -> Claimed.read(row))
                .findOne();
    }

    private static CreditRefund read(ResultSet row) throws SQLException {
        return new CreditRefund(
                row.getObject("id", UUID.class),
                row.getObject("purchase_id", UUID.class),
                Status.byKey(row.getString("status")),
                Money.ofCents(row.getLong("amount_cents")),
                Money.ofNanos(row.getLong("taken_nanos")),
                Money.ofNanos(row.getLong("given_nanos")),
                row.getBoolean("is_ours"),
                row.getString("stripe_id"),
                row.getString("reason"),
                row.getString("author"),
                row.getString("failure"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
