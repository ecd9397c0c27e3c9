package io.fluxrouter.billing.credit;

import io.fluxrouter.core.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code credit_grant}, but for the spending of it. */
final class GrantRows {
    private GrantRows() {}

    static void insert(Handle tx, CreditGrant grant) {
        tx.createUpdate(
                        """
                        INSERT INTO credit_grant (id, customer_id, kind, priority, amount_nanos,
                            remaining_nanos, expires_at, created_at, author, reason)
                        VALUES (:id, :customerId, :kind, :priority, :amount, :remaining, :expiresAt,
                            :createdAt, :author, :reason)
                        """)
                .bind("id", grant.id())
                .bind("customerId", grant.customerId())
                .bind("kind", grant.kind().key())
                .bind("priority", grant.priority())
                .bind("amount", grant.amount().nanos())
                .bind("remaining", grant.remaining().nanos())
                .bind("expiresAt", grant.expiresAt())
                .bind("createdAt", grant.createdAt())
                .bind("author", grant.author())
                .bind("reason", grant.reason())
                .execute();
    }

    static void reduce(Handle tx, UUID grantId, Money amount) {
        tx.createUpdate(
                        """
                        UPDATE credit_grant SET remaining_nanos = remaining_nanos - :amount WHERE id = :id
                        """)
                .bind("id", grantId)
                .bind("amount", amount.nanos())
                .execute();
    }

    static List<CreditGrant> all(Handle handle, UUID customerId) {
        return handle.createQuery(
                        """
                        SELECT * FROM credit_grant WHERE customer_id = :customerId
                        ORDER BY (remaining_nanos = 0), %s
                        """
                                .formatted(SpendOrder.SQL))
                .bind("customerId", customerId)
                .map((row, context) -> CreditGrant.read(row))
                .list();
    }

    static List<CreditGrant> expired(Handle handle, UUID customerId, Instant now) {
        return handle.createQuery(
                        """
                        SELECT * FROM credit_grant
                        WHERE customer_id = :customerId AND remaining_nanos > 0 AND expires_at <= :now
                        ORDER BY %s
                        """
                                .formatted(SpendOrder.SQL))
                .bind("customerId", customerId)
                .bind("now", now)
                .map((row, context) -> CreditGrant.read(row))
                .list();
    }

    /**
     * @param clockId the test clock they live on; null for those on none
     */
    static List<UUID> customersWithExpired(Handle handle, @Nullable UUID clockId, Instant now) {
        return handle.createQuery(
                        """
                        SELECT DISTINCT g.customer_id FROM credit_grant g
                        JOIN customer c ON c.id = g.customer_id
                        WHERE g.remaining_nanos > 0 AND g.expires_at <= :now
                          AND c.test_clock_id IS NOT DISTINCT FROM CAST(:clock AS uuid)
                        """)
                .bind("now", now)
                .bind("clock", clockId)
                .mapTo(UUID.class)
                .list();
    }

    /** When the next grant of a test clock's customers expires; what leases hold then stays. */
    static Optional<Instant> nextExpiry(Handle handle, UUID clockId) {
        return handle.createQuery(
                        """
                        SELECT min(g.expires_at) FROM credit_grant g
                        JOIN customer c ON c.id = g.customer_id
                        JOIN test_clock k ON k.id = c.test_clock_id
                        WHERE g.remaining_nanos > 0 AND k.id = :clock
                          AND g.expires_at > k.frozen_time
                        """)
                .bind("clock", clockId)
                .mapTo(Instant.class)
                .findOne();
    }
}
