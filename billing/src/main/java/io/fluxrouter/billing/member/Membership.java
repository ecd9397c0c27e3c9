package io.fluxrouter.billing.member;

import java.util.UUID;

/** One person's place with one customer, as the person sees it. */
public record Membership(UUID customerId, String customerName, Role role) {}
