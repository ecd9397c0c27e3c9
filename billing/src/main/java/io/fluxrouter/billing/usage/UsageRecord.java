package io.fluxrouter.billing.usage;

import io.fluxrouter.core.usage.UsageEvent;

/** A settled request and the batch it was settled in. */
public record UsageRecord(UsageEvent event, long settlementId) {}
