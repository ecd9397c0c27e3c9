package io.fluxrouter.billing.customer;

import io.fluxrouter.core.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The party that is billed.
 *
 * @param organizationId whose customer it is
 * @param externalId the organisation's own id for it, unique there
 * @param planCode of the gateway's plan that it is on; null for a customer who is prepaid only
 * @param ceiling the operator's override of the plan's ceiling
 * @param testClockId the clock it lives on; null for the system's
 */
public record Customer(
        UUID id,
        UUID organizationId,
        @Nullable String externalId,
        String name,
        @Nullable String email,
        @Nullable String planCode,
        @Nullable Money ceiling,
        Contact contact,
        @Nullable UUID testClockId,
        Instant createdAt,
        Instant updatedAt) {}
