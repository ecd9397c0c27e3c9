package io.fluxrouter.billing.purchase;

import io.fluxrouter.billing.purchase.CreditPurchase.AtStripe;
import io.fluxrouter.billing.purchase.CreditPurchase.Given;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.purchase.PurchaseStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code credit_purchase}, but for its moves: see {@link PurchaseMoves}. */
final class PurchaseRows {
    private PurchaseRows() {}

    /**
     * False where the customer used the idempotency key before, or has an automatic purchase under
     * way.
     *
     * @param nextAttemptAt when Stripe is asked about it; null where it has nothing to do with it
     */
    static boolean insert(
            Handle tx,
            CreditPurchase one,
            @Nullable String idempotencyKey,
            @Nullable Instant nextAttemptAt) {
        return tx.createUpdate(
                                """
                                INSERT INTO credit_purchase (id, customer_id, package_id, way, status,
                                    price_cents, credit_nanos, bonus_nanos, expires_after_days,
                                    idempotency_key, author, created_at, updated_at, next_attempt_at)
                                VALUES (:id, :customer, CAST(:package AS uuid), :way, 'pending', :price,
                                    :credit, :bonus, CAST(:days AS int), :key, :author, :now, :now,
                                    CAST(:next AS timestamptz))
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("id", one.id())
                        .bind("customer", one.customerId())
                        .bind("package", one.packageId())
                        .bind("way", one.way().key())
                        .bind("price", one.offer().price().cents())
                        .bind("credit", one.offer().credit().nanos())
                        .bind("bonus", one.offer().bonus().nanos())
                        .bind("days", one.offer().expiresAfterDays())
                        .bind("key", idempotencyKey)
                        .bind("author", one.author())
                        .bind("now", one.times().createdAt())
                        .bind("next", nextAttemptAt)
                        .execute()
                == 1;
    }

    static Optional<CreditPurchase> find(Handle handle, UUID id) {
        return handle.createQuery("SELECT * FROM credit_purchase WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    static Optional<CreditPurchase> lock(Handle tx, UUID id) {
        return tx.createQuery("SELECT * FROM credit_purchase WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    static Optional<CreditPurchase> byKey(Handle handle, UUID customerId, String key) {
        return handle.createQuery(
                        """
                        SELECT * FROM credit_purchase
                        WHERE customer_id = :customer AND idempotency_key = :key
                        """)
                .bind("customer", customerId)
                .bind("key", key)
                .map((row, context) -> read(row))
                .findOne();
    }

    static Optional<UUID> byPayment(Handle handle, String paymentIntent) {
        return handle.createQuery("SELECT id FROM credit_purchase WHERE payment_intent = :intent")
                .bind("intent", paymentIntent)
                .mapTo(UUID.class)
                .findOne();
    }

    /** The payments that gave credit. */
    static List<String> payments(Handle handle) {
        return handle.createQuery(
                        """
                        SELECT payment_intent FROM credit_purchase
                        WHERE paid_at IS NOT NULL AND payment_intent IS NOT NULL
                        """)
                .mapTo(String.class)
                .list();
    }

    /** Newest first. */
    static List<CreditPurchase> of(Handle handle, UUID customerId, int limit) {
        return handle.createQuery(
                        """
                        SELECT * FROM credit_purchase WHERE customer_id = :customer
                        ORDER BY created_at DESC, id DESC LIMIT :limit
                        """)
                .bind("customer", customerId)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list();
    }

    private static CreditPurchase read(ResultSet row) throws SQLException {
        OffsetDateTime paidAt = row.getObject("paid_at", OffsetDateTime.class);
        return new CreditPurchase(
                row.getObject("id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getObject("package_id", UUID.class),
                PurchaseWay.byKey(row.getString("way")),
                PurchaseStatus.byKey(row.getString("status")),
                PackageRows.offer(row),
                Money.ofCents(row.getLong("refunded_cents")),
                new AtStripe(
                        row.getString("checkout_session"),
                        row.getString("checkout_url"),
                        row.getString("payment_intent"),
                        row.getString("failure")),
                new Given(
                        row.getObject("paid_grant_id", UUID.class),
                        row.getObject("given_grant_id", UUID.class)),
                row.getString("author"),
                new CreditPurchase.Times(
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                        paidAt == null ? null : paidAt.toInstant()));
    }
}
