package io.fluxrouter.billing.invoice;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an organisation charges customers of a country instead of the usual rate. */
public record TaxRule(
        UUID id,
        String sellerCountry,
        String customerCountry,
        String name,
        BigDecimal percentage,
        Instant validFrom,
        @Nullable Instant validUntil) {}
