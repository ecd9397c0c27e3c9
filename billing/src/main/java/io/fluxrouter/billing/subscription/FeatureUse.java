package io.fluxrouter.billing.subscription;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** How much of a feature was used: the seam between limits and whatever stores events. */
@FunctionalInterface
public interface FeatureUse {

    /**
     * What a customer used of a feature over a stretch of time, half-open. The stretch of a count
     * for ever is {@link Instant#MIN} to {@link Instant#MAX}.
     */
    BigDecimal used(CustomerRef customer, UUID featureId, Instant from, Instant until);
}
