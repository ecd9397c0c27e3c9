package io.fluxrouter.billing.key;

import io.fluxrouter.core.access.Dialect;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key to be made, as asked for and not yet checked.
 *
 * @param rateLimitRpm requests per minute; null for the plan's own
 * @param rateLimitTpm tokens per minute; null for the plan's own
 * @param spendLimit in dollars; null for no limit of the key's own
 * @param spendLimitReset "daily", "weekly", "monthly" or "never"
 */
public record NewKey(
        UUID customerId,
        String name,
        Dialect dialect,
        List<String> allowedModels,
        List<String> allowedProviders,
        List<String> allowedIps,
        @Nullable Integer rateLimitRpm,
        @Nullable Integer rateLimitTpm,
        @Nullable BigDecimal spendLimit,
        String spendLimitReset,
        @Nullable Instant expiresAt) {

    /** A key that may do all its customer may. */
    public static NewKey open(UUID customerId, String name) {
        return new NewKey(
                customerId,
                name,
                Dialect.FLUX,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                "never",
                null);
    }

    public NewKey withSpendLimit(BigDecimal dollars, String reset) {
        return new NewKey(
                customerId,
                name,
                dialect,
                allowedModels,
                allowedProviders,
                allowedIps,
                rateLimitRpm,
                rateLimitTpm,
                dollars,
                reset,
                expiresAt);
    }
}
