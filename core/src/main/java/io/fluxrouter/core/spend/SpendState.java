package io.fluxrouter.core.spend;

import io.fluxrouter.core.money.Money;
import java.time.Instant;

/**
 * What an account's row said at one moment.
 *
 * @param cap the plan's ceiling or the key's limit, for one period
 * @param settled of the cap, spent in this period
 * @param credit prepaid money, which comes on top of the cap; zero for a key
 * @param owed spent beyond everything, because a provider overran; taken off what comes next
 * @param leased handed out to nodes and not yet settled or given back
 */
public record SpendState(
        Instant periodStart, Money cap, Money settled, Money credit, Money owed, Money leased) {

    /** What can still be leased: never less than zero. */
    public Money left() {
        return cap.minus(settled).plus(credit).minus(owed).minus(leased).max(Money.ZERO);
    }

    /** What the account could spend if no lease were out. */
    public Money funds() {
        return cap.minus(settled).plus(credit).minus(owed).max(Money.ZERO);
    }
}
