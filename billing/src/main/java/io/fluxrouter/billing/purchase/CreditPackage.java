package io.fluxrouter.billing.purchase;

import io.fluxrouter.core.purchase.CreditOffer;
import java.time.Instant;
import java.util.UUID;

/**
 * Credit that the operator sells.
 *
 * @param active whether it can be bought now
 */
public record CreditPackage(
        UUID id,
        String name,
        CreditOffer offer,
        boolean active,
        Instant createdAt,
        Instant updatedAt) {}
