package io.fluxrouter.billing.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one endpoint.
 *
 * @param attempts so far, those before a replay too
 * @param nextAttemptAt null unless it is pending
 * @param last what the last attempt came to; null before the first
 */
public record Delivery(
        UUID id,
        UUID organizationId,
        UUID eventId,
        String eventType,
        UUID endpointId,
        DeliveryStatus status,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable Last last,
        Instant createdAt,
        @Nullable Instant deliveredAt) {

    /**
     * What an attempt came to.
     *
     * @param statusCode null where no answer came
     * @param error null where it arrived
     */
    public record Last(
            @Nullable Instant at,
            @Nullable Integer statusCode,
            @Nullable String error,
            @Nullable Long millis) {}
}
