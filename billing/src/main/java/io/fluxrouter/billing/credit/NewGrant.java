package io.fluxrouter.billing.credit;

import io.fluxrouter.core.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Credit about to be given.
 *
 * @param priority the lower is spent first
 * @param expiresAt the first instant it can no longer be spent; null for never
 * @param author who gives it, for the ledger
 */
public record NewGrant(
        UUID customerId,
        Money amount,
        CreditKind kind,
        int priority,
        @Nullable Instant expiresAt,
        String author,
        @Nullable String reason) {
    /** Where nothing else was said. */
    public static final int DEFAULT_PRIORITY = 50;

    public NewGrant {
        if (!amount.isPositive()) throw new IllegalArgumentException("a grant of " + amount);
    }
}
