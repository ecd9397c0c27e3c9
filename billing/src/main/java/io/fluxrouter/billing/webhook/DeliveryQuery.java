package io.fluxrouter.billing.webhook;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries of an organisation. What is null does not matter.
 *
 * @param endpointId an endpoint's only, a deleted one's perhaps
 */
public record DeliveryQuery(
        UUID organizationId,
        @Nullable UUID endpointId,
        @Nullable DeliveryStatus status,
        @Nullable String eventType) {

    public static DeliveryQuery of(UUID organizationId) {
        return new DeliveryQuery(organizationId, null, null, null);
    }

    public DeliveryQuery to(UUID endpoint) {
        return new DeliveryQuery(organizationId, endpoint, status, eventType);
    }

    public DeliveryQuery in(DeliveryStatus wanted) {
        return new DeliveryQuery(organizationId, endpointId, wanted, eventType);
    }
}
