package io.fluxrouter.billing.account;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody who logs in for an organisation.
 *
 * @param organizationId the live one; the person acts for the test one too
 */
public record Person(
        UUID id, UUID organizationId, String organizationName, String email, Instant createdAt) {}
