package io.fluxrouter.core.access;

import io.fluxrouter.core.spend.SpendAccount;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who an API key proved to be, and what it may do. A snapshot: a change of the key makes a new one.
 *
 * @param plan null for a customer who is prepaid only
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
        @Nullable Plan plan,
        List<SpendAccount> accounts) {

    /**
     * What a request must know of the customer's plan.
     *
     * @param code what the operator calls the plan
     * @param hardStop whether nothing is ever charged: usage ends with what the plan includes
     */
    public record Plan(String code, boolean hardStop) {}

    public Caller {
        accounts = List.copyOf(accounts);
    }

    public boolean expiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
