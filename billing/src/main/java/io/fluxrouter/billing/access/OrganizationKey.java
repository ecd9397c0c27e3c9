package io.fluxrouter.billing.access;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key of an organisation's machines. The secret is not part of it.
 *
 * @param prefix what people recognise it by: "sk_live_a1b2c3d4"
 * @param lastUsedAt to the minute
 */
public record OrganizationKey(
        UUID id,
        UUID organizationId,
        Mode mode,
        String name,
        String prefix,
        Set<Scope> scopes,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    public OrganizationKey {
        scopes = Set.copyOf(scopes);
    }

    Principal principal() {
        return new Principal(organizationId, mode, new Actor.Machine(id), scopes);
    }
}
