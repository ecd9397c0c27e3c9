package io.fluxrouter.billing.budget;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.core.spend.SpendPeriod;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bound on what some keys spend in a period. A hard one refuses what does not fit; a soft one
 * only warns. Both count requests admitted since the budget began.
 *
 * @param teamId the team it bounds; null where it bounds a key or everything
 * @param keyId the key it bounds; null where it bounds a team or everything
 * @param warnPercent from how much use on callers are warned
 * @param settled what is booked in the running period
 * @param leased what nodes hold for requests that run
 * @param periodStart when the running period began
 * @param startsAt the first instant that counts
 */
public record Budget(
        UUID id,
        UUID customerId,
        String name,
        @Nullable UUID teamId,
        @Nullable UUID keyId,
        Money limit,
        SpendPeriod period,
        boolean hard,
        int warnPercent,
        Money settled,
        Money leased,
        Instant periodStart,
        Instant startsAt,
        Instant createdAt,
        Instant updatedAt) {

    static SpendAccount account(UUID id, SpendPeriod period) {
        return new SpendAccount(id, SpendAccount.Kind.BUDGET, period);
    }

    /** Of the limit, rounded down; 100 of a limit of nothing. */
    public long usedPercent() {
        return percent(settled, limit);
    }

    static long percent(Money used, Money limit) {
        if (!limit.isPositive()) return 100;
        return used.toBigDecimal()
                .movePointRight(2)
                .divideToIntegralValue(limit.toBigDecimal())
                .longValue();
    }
}
