package io.fluxrouter.billing.member;

import java.time.Instant;
import java.util.UUID;

/** A customer's offer to somebody to join, while it can be accepted. */
public record Invitation(
        UUID id,
        UUID customerId,
        String customerName,
        String email,
        Role role,
        Instant createdAt,
        Instant expiresAt) {}
