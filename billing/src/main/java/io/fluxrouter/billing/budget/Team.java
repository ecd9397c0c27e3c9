package io.fluxrouter.billing.budget;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A named group of a customer's keys. A key may be in several. */
public record Team(
        UUID id,
        UUID customerId,
        String name,
        List<UUID> keyIds,
        Instant createdAt,
        Instant updatedAt) {
    public Team {
        keyIds = List.copyOf(keyIds);
    }
}
