package io.fluxrouter.gateway.meter;

import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.route.Route;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known of a request once it is routed, for its event and its headers. */
public record CallFacts(
        UUID id,
        Instant admittedAt,
        long startedNanoTime,
        Caller caller,
        Route route,
        boolean streaming,
        @Nullable String clientIp,
        @Nullable String userAgent) {}
