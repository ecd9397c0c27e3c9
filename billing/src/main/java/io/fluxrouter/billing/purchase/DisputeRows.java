package io.fluxrouter.billing.purchase;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code stripe_dispute}. */
final class DisputeRows {
    private DisputeRows() {}

    /** How a dispute stands; the names are stored. It moves from the first to one of the others. */
    enum Status {
        OPEN,
        WON,
        LOST;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A payment that is disputed.
     *
     * @param customerId null for a payment that no purchase of ours was made by
     */
    record Dispute(
            String id,
            @Nullable String paymentIntent,
            @Nullable UUID customerId,
            long cents,
            String currency,
            @Nullable String reason) {}

    /**
     * How it stood before, and how it stands now. Of two with the same news the second waits here.
     *
     * @return empty where it was not known
     */
    static Optional<Status> learn(Handle tx, Dispute dispute, Status status, Instant now) {
        int fresh =
                tx.createUpdate(
                                """
                                INSERT INTO stripe_dispute (id, payment_intent, customer_id, amount_cents,
                                    currency, reason, status, created_at, updated_at)
                                VALUES (:id, :paymentIntent, CAST(:customerId AS uuid), :cents, :currency,
                                    :reason, :status, :now, :now)
                                ON CONFLICT (id) DO NOTHING
                                """)
                        .bind("id", dispute.id())
                        .bind("paymentIntent", dispute.paymentIntent())
                        .bind("customerId", dispute.customerId())
                        .bind("cents", dispute.cents())
                        .bind("currency", dispute.currency())
                        .bind("reason", dispute.reason())
                        .bind("status", status.key())
                        .bind("now", now)
                        .execute();
        if (fresh == 1) return Optional.empty();
        Status before =
                tx.createQuery("SELECT status FROM stripe_dispute WHERE id = :id FOR UPDATE")
                        .bind("id", dispute.id())
                        .map(
                                (row, context) ->
                                        Status.valueOf(row.getString(1).toUpperCase(Locale.ROOT)))
                        .one();
        if (before == Status.OPEN && status != Status.OPEN) {
            tx.execute(
                    "UPDATE stripe_dispute SET status = ?, updated_at = ? WHERE id = ?",
                    status.key(),
                    now,
                    dispute.id());
        }
        return Optional.of(before);
    }
}
