package io.fluxrouter.billing.subscription;

import java.util.UUID;

/** A customer, and the organisation that it and its meters are of. */
public record CustomerRef(UUID organizationId, UUID customerId) {}
