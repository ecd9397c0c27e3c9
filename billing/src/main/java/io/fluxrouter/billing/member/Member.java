package io.fluxrouter.billing.member;

import java.time.Instant;
import java.util.UUID;

/** One person's place with a customer, as the customer sees it. */
public record Member(UUID personId, String email, Role role, Instant since) {}
