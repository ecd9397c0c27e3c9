package io.fluxrouter.billing.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that a customer really used under one name in a half-open interval, to replace what was sent
 * before.
 *
 * @param events each of that customer, name and interval
 */
public record NewBackfill(
        UUID customerId,
        String name,
        Instant from,
        Instant to,
        List<IncomingEvent> events,
        @Nullable String reason) {}
