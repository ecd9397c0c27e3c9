package io.fluxrouter.billing.credit;

import io.fluxrouter.core.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Prepaid or promotional money of a customer.
 *
 * @param remaining what has neither been spent nor expired, nor gone to a debt when it was given
 * @param expiresAt the first instant it can no longer be spent; null for never
 */
public record CreditGrant(
        UUID id,
        UUID customerId,
        CreditKind kind,
        int priority,
        Money amount,
        Money remaining,
        @Nullable Instant expiresAt,
        Instant createdAt,
        String author,
        @Nullable String reason) {}
