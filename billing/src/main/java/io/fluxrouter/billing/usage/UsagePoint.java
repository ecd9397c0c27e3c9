package io.fluxrouter.billing.usage;

import java.time.Instant;

/**
 * The sums of one group in one stretch of time.
 *
 * @param start of the hour or the UTC day
 * @param group named as {@link GroupBy} says
 */
public record UsagePoint(Instant start, String group, UsageTotals totals) {}
