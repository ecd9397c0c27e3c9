package io.fluxrouter.core.access;

import io.fluxrouter.core.spend.SpendAccount;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who an API key proved to be, and what it may do. A snapshot: a change of the key makes a new one.
 *
 * @param plan the plan's code ("free", "payg"), or null for a customer who is prepaid only
 * @param accounts every account that must have money for a request: the customer's, and the key's
 *     own where it has a spend limit
 * @param limits the key's own limits or the plan's, whichever is lower
 */
public record Caller(
        UUID keyId,
        String keyName,
        String keyPrefix,
        UUID customerId,
        Dialect dialect,
        boolean revoked,
        @Nullable Instant expiresAt,
        KeyRules rules,
        RateLimit limits,
        @Nullable String plan,
        List<SpendAccount> accounts) {

    public Caller {
        accounts = List.copyOf(accounts);
    }

    public boolean expiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
