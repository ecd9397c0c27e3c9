package io.fluxrouter.core.usage;

import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.money.TokenUsage;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One admitted request, as it is billed and audited. Holds no content: neither prompt nor
 * completion.
 *
 * @param id the request id; an event settles once however often it is replayed
 * @param occurredAt when the hold was placed; decides the period that pays
 * @param requestedModel the id the caller sent
 * @param model the catalogue's id of the model that served
 * @param latencyMillis from the request's last byte read to the answer's last byte written
 * @param status the HTTP status the caller got, or would have got had it stayed
 * @param estimated the provider reported no usage, so tokens were counted here
 * @param overrun the cost exceeded the hold: the provider made more than it was allowed to
 */
public record UsageEvent(
        UUID id,
        Instant occurredAt,
        UUID customerId,
        UUID keyId,
        String requestedModel,
        String model,
        String provider,
        Lane lane,
        String routeReason,
        TokenUsage tokens,
        Figures figures,
        int latencyMillis,
        int status,
        Outcome outcome,
        boolean streaming,
        boolean estimated,
        boolean overrun,
        @Nullable String clientIp,
        @Nullable String userAgent) {}
