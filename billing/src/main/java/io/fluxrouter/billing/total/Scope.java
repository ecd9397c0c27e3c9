package io.fluxrouter.billing.total;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose events of which half-open period are counted.
 *
 * @param customerId a customer of the organisation; null for all customers together
 */
public record Scope(UUID organizationId, @Nullable UUID customerId, Instant from, Instant to) {
    public Scope {
        // Events are kept to the microsecond, and so are the bounds that they are compared with.
        from = from.truncatedTo(ChronoUnit.MICROS);
        to = to.truncatedTo(ChronoUnit.MICROS);
        if (!from.isBefore(to)) throw new IllegalArgumentException("empty: " + from + ", " + to);
    }
}
