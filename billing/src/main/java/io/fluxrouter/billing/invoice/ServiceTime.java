package io.fluxrouter.billing.invoice;

import java.time.Instant;

/** When something was served: half-open. */
public record ServiceTime(Instant from, Instant until) {}
