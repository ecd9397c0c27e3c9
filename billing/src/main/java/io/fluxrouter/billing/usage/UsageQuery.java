package io.fluxrouter.billing.usage;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose usage, when, and grouped by what. The period is half open.
 *
 * @param customerId null for all customers
 * @param keyId null for all keys
 */
public record UsageQuery(
        @Nullable UUID customerId,
        @Nullable UUID keyId,
        Instant from,
        Instant to,
        GroupBy groupBy) {
    public UsageQuery {
        if (to.isBefore(from)) throw new IllegalArgumentException(from + " to " + to);
    }
}
