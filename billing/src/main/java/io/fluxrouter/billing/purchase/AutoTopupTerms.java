package io.fluxrouter.billing.purchase;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a customer says about buying credit by itself, as it was sent. */
public record AutoTopupTerms(
        UUID customerId,
        boolean enabled,
        @Nullable BigDecimal threshold,
        @Nullable UUID packageId,
        @Nullable BigDecimal amount,
        @Nullable BigDecimal monthlyLimit) {}
