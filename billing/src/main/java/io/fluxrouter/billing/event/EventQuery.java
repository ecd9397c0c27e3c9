package io.fluxrouter.billing.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which events to list: of a half-open period, and of whatever else is not null. */
public record EventQuery(
        UUID organizationId,
        @Nullable UUID customerId,
        @Nullable String name,
        @Nullable UUID meterId,
        Instant from,
        Instant to) {}
