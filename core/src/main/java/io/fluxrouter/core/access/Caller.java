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
 * @param block why nothing is served to the customer; null where all is well
 * @param accounts every account that must have money for a request: the key's own first, where it
 *     has a spend limit; then those of budgets and of the hour; the customer's last
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
        @Nullable Block block,
        List<SpendAccount> accounts) {

    /** The kinds of what a plan gives, as refusals tell them apart. */
    public enum Allowance {
        /** Usage above what is included is invoiced, up to the ceiling. */
        INVOICED,
        /** A plan without a fee: usage ends with what is included. */
        FREE,
        /** A paid plan, or a trial of one, whose usage ends with what is included. */
        PREPAID
    }

    /**
     * What a request must know of the customer's plan.
     *
     * @param code what the operator calls the plan
     */
    public record Plan(String code, Allowance allowance) {

        /** Whether nothing is ever invoiced for usage: it ends with what the plan includes. */
        public boolean hardStop() {
            return allowance != Allowance.INVOICED;
        }
    }

    public Caller {
        accounts = List.copyOf(accounts);
    }

    public boolean expiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
