package io.fluxrouter.core.credit;

import io.fluxrouter.core.period.BillingCycle;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a grant counts.
 *
 * @param effectiveAt the first instant it can be spent
 * @param createdAt when it was written down, to tell grants apart that begin together
 * @param expiresAt the first instant it can no longer be spent; null for never
 * @param refills at these borders, while it lives, the grant is full again; null for never
 */
public record GrantLife(
        Instant effectiveAt,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable BillingCycle refills) {

    /** Begins when it is created, once. */
    public static GrantLife from(Instant effectiveAt, @Nullable Instant expiresAt) {
        return new GrantLife(effectiveAt, effectiveAt, expiresAt, null);
    }

    public boolean includes(Instant instant) {
        return !instant.isBefore(effectiveAt) && (expiresAt == null || instant.isBefore(expiresAt));
    }

    /** The next instant at which the grant becomes full, or null for none. */
    @Nullable Instant nextFullAfter(Instant instant) {
        Instant next =
                instant.isBefore(effectiveAt)
                        ? effectiveAt
                        : refills == null ? null : refills.nextAfter(instant);
        return next != null && includes(next) ? next : null;
    }
}
