package io.fluxrouter.core.spend;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something whose money can run out, and when a request must have money from it. The gateway holds
 * and the settler books by the same rule, the time of admission, so that what is held is what is
 * booked, even while an account comes or goes.
 *
 * @param id the customer's, the key's or the budget's id
 * @param period when its cap starts afresh
 * @param from requests admitted before do not count
 * @param until requests admitted then or later do not count; null for no end
 */
public record SpendAccount(
        UUID id, Kind kind, SpendPeriod period, Instant from, @Nullable Instant until) {

    /** What the account bounds. */
    public enum Kind {
        /** A customer: the plan's ceiling plus prepaid credit. */
        CUSTOMER,
        /** A key with a spend limit of its own. */
        KEY,
        /** Some or all keys of a customer, by a budget. */
        BUDGET,
        /** A customer's hour: the stop of whatever runs away. */
        HOURLY
    }

    /** An account that counts every request. */
    public SpendAccount(UUID id, Kind kind, SpendPeriod period) {
        this(id, kind, period, Instant.EPOCH, null);
    }

    public boolean countsAt(Instant admittedAt) {
        return !admittedAt.isBefore(from) && (until == null || admittedAt.isBefore(until));
    }
}
