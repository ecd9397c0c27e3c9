package io.fluxrouter.billing.terms;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.CeilingRule;
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
                .map(
                        (row, context) ->
                                new EarnedCeiling(
                                        planCeiling,
                                        Money.ofNanos(row.getLong("cleared")).max(Money.ZERO),
                                        age(
                                                row.getObject("created_at", OffsetDateTime.class),
                                                now)))
                .one();
    }

    private static Duration age(OffsetDateTime created, Instant now) {
        return Duration.between(created.toInstant(), now);
    }

    private record Paying(UUID customerId, GatewayTerms terms, Money cap) {}

    /**
     * Raises, or lowers, the ceilings that time or payments have moved. Whoever calls it often
     * makes it punctual.
     *
     * @return how many moved
     */
    public static int moveDue(Jdbi jdbi, Instant now) {
        int moved = 0;
        for (Paying paying : jdbi.withHandle(EarnedCeiling::paying)) {
            Money earned =
                    jdbi.withHandle(
                            handle ->
                                    of(handle, paying.customerId(), paying.terms().ceiling(), now)
                                            .ceiling());
            if (earned.equals(paying.cap())) continue;
            jdbi.useTransaction(tx -> CustomerTerms.refresh(tx, paying.customerId(), now));
            moved++;
        }
        return moved;
    }

    /**
     * Those whose payments may have moved their ceiling, or whose ceiling stands above the plan's.
     */
    private static List<Paying> paying(Handle handle) {
        return handle.createQuery(
                        """
                        SELECT a.id, a.cap_nanos, t.* FROM spend_account a
                        JOIN customer c ON c.id = a.id AND c.ceiling_nanos IS NULL
                            AND c.archived_at IS NULL AND c.test_clock_id IS NULL
                        JOIN ledger_balance b ON b.customer_id = a.id AND b.account = 'cash'
                        JOIN gateway_terms t ON t.plan_id = a.plan_id AND t.version = a.plan_version
                        WHERE a.kind = 'customer' AND NOT a.hard_stop AND t.ceiling_usd IS NOT NULL
                        ORDER BY a.id
                        """)
                .map(
                        (row, context) ->
                                new Paying(
                                        row.getObject("id", UUID.class),
                                        Objects.requireNonNull(GatewayTerms.read(row)),
                                        Money.ofNanos(row.getLong("cap_nanos"))))
                .list();
    }
}
