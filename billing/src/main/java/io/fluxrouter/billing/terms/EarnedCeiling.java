package io.fluxrouter.billing.terms;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.CeilingRule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What a customer's ceiling has risen to by the published rule ({@link CeilingRule}). Cleared is
 * what the ledger says came in and was not paid back.
 *
 * @param plan the ceiling of the plan
 * @param cleared never below zero
 * @param age of the customer
 */
public record EarnedCeiling(Money plan, Money cleared, Duration age) {

    public Money ceiling() {
        return CeilingRule.earned(plan, cleared, age);
    }

    static EarnedCeiling of(Handle handle, UUID customerId, Money planCeiling, Instant now) {
        return handle.createQuery(
                        """
                        SELECT c.created_at, coalesce(-b.balance_nanos, 0) AS cleared
                        FROM customer c LEFT JOIN ledger_balance b
                            ON b.customer_id = c.id AND b.account = 'cash'
                        WHERE c.id = :id
                        """)
                .bind("id", customerId)
                .map((row, context) -> read(row, planCeiling, now))
                .one();
    }

    private static EarnedCeiling read(ResultSet row, Money planCeiling, Instant now)
            throws SQLException {
        Instant created = row.getObject("created_at", OffsetDateTime.class).toInstant();
        return new EarnedCeiling(
                planCeiling,
                Money.ofNanos(row.getLong("cleared")).max(Money.ZERO),
                Duration.between(created, now));
    }

    private record Paying(UUID customerId, EarnedCeiling earned, Money cap) {}

    /**
     * Raises, or lowers, the ceilings that time or payments have moved. Whoever calls it often
     * makes it punctual.
     *
     * @return how many moved
     */
    public static int moveDue(Jdbi jdbi, Instant now) {
        int moved = 0;
        for (Paying paying : jdbi.withHandle(handle -> paying(handle, now))) {
            if (paying.earned().ceiling().equals(paying.cap())) continue;
            jdbi.useTransaction(tx -> CustomerTerms.refresh(tx, paying.customerId(), now));
            moved++;
        }
        return moved;
    }

    /** Those who ever paid, and for whom the rule decides. */
    private static List<Paying> paying(Handle handle, Instant now) {
        return handle.createQuery(
                        """
                        SELECT a.id, a.cap_nanos, c.created_at, -b.balance_nanos AS cleared, t.*
                        FROM spend_account a
                        JOIN customer c ON c.id = a.id AND c.ceiling_nanos IS NULL
                            AND c.archived_at IS NULL AND c.test_clock_id IS NULL
                        JOIN ledger_balance b ON b.customer_id = a.id AND b.account = 'cash'
                        JOIN gateway_terms t ON t.plan_id = a.plan_id AND t.version = a.plan_version
                        WHERE a.kind = 'customer' AND NOT a.hard_stop AND t.ceiling_usd IS NOT NULL
                        ORDER BY a.id
                        """)
                .map((row, context) -> paying(row, now))
                .list();
    }

    private static Paying paying(ResultSet row, Instant now) throws SQLException {
        GatewayTerms terms = Objects.requireNonNull(GatewayTerms.read(row));
        return new Paying(
                row.getObject("id", UUID.class),
                read(row, terms.ceiling(), now),
                Money.ofNanos(row.getLong("cap_nanos")));
    }
}
