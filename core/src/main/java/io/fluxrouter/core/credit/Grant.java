package io.fluxrouter.core.credit;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;

/**
 * Money that a customer can spend before the invoice, as it was given.
 *
 * @param priority lower is spent first
 * @param amount not negative; a grant of nothing is spent at once
 */
public record Grant(
        String id, GrantSource source, int priority, BigDecimal amount, GrantLife life) {

    /**
     * The order grants are spent in: what the plan includes; then by priority, what expires first,
     * what was given before what was bought, the oldest, and the id, so that no two grants ever tie
     * (DESIGN 3; Stigg's order, with expiry before source because expiry is a promise).
     */
    public static final Comparator<Grant> SPEND_ORDER =
            Comparator.comparing((Grant grant) -> grant.source() != GrantSource.INCLUDED)
                    .thenComparingInt(Grant::priority)
                    .thenComparing(Grant::lastInstant)
                    .thenComparing(Grant::source)
                    .thenComparing(grant -> grant.life().effectiveAt())
                    .thenComparing(grant -> grant.life().createdAt())
                    .thenComparing(Grant::id);

    public Grant {
        if (amount.signum() < 0) throw new IllegalArgumentException("a grant of " + amount);
    }

    private Instant lastInstant() {
        Instant expiresAt = life.expiresAt();
        return expiresAt == null ? Instant.MAX : expiresAt;
    }
}
