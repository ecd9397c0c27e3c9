package io.fluxrouter.core.spend;

import io.fluxrouter.core.money.Money;
import java.time.Instant;

/**
 * Asks for a slice of an account's money.
 *
 * @param periodStart the period the money will be spent in; a newer one than the row's starts it
 *     afresh
 * @param least the smallest slice that is of any use; less than this is refused
 * @param wanted the slice that would be best; at least {@code least}
 */
public record LeaseRequest(SpendAccount account, Instant periodStart, Money least, Money wanted) {
    public LeaseRequest {
        if (!least.isPositive() || wanted.compareTo(least) < 0) {
            throw new IllegalArgumentException("a lease of " + least + " to " + wanted);
        }
    }
}
