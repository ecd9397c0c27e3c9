package io.fluxrouter.billing.purchase;

import io.fluxrouter.core.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer's order to buy credit by itself when little is left, by the card on file.
 *
 * @param threshold below which it buys
 * @param what a package, or an amount
 * @param monthlyLimit the most it charges in a calendar month, UTC
 * @param failures charges refused in a row
 * @param retryAt not before, after a refusal or at the limit; null for any time
 * @param disabledReason why it was turned off by itself; null where it was not
 */
public record AutoTopup(
        UUID customerId,
        boolean enabled,
        Money threshold,
        What what,
        Money monthlyLimit,
        int failures,
        @Nullable Instant retryAt,
        @Nullable String disabledReason) {
    /** After so many refusals in a row it is turned off. */
    public static final int MOST_FAILURES = 3;

    /** What is bought: one of the two. */
    public record What(@Nullable UUID packageId, @Nullable Money amount) {}
}
