package io.fluxrouter.billing.key;

import io.fluxrouter.core.access.Dialect;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.SpendPeriod;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key without its secret, which nobody has but its owner. Empty lists allow everything.
 *
 * @param prefix what people recognise it by: "sk-flux-a1b2c3d4"
 * @param rateLimitRpm requests per minute; null for the plan's own
 * @param rateLimitTpm tokens per minute; null for the plan's own
 * @param spendLimit per {@code spendLimitReset}; null for none but the customer's
 */
public record ApiKey(
        UUID id,
        UUID customerId,
        String name,
        String prefix,
        Dialect dialect,
        List<String> allowedModels,
        List<String> allowedProviders,
        List<String> allowedIps,
        @Nullable Integer rateLimitRpm,
        @Nullable Integer rateLimitTpm,
        @Nullable Money spendLimit,
        SpendPeriod spendLimitReset,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        Instant createdAt,
        Instant updatedAt) {

    public ApiKey {
        allowedModels = List.copyOf(allowedModels);
        allowedProviders = List.copyOf(allowedProviders);
        allowedIps = List.copyOf(allowedIps);
    }

    public KeyStatus status(Instant now) {
        if (revokedAt != null) return KeyStatus.REVOKED;
        if (expiresAt != null && !now.isBefore(expiresAt)) return KeyStatus.EXPIRED;
        return KeyStatus.ACTIVE;
    }
}
