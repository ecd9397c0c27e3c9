package io.fluxrouter.billing.usage;

/** The sums of one group, named as {@link GroupBy} says. */
public record UsageRow(String group, UsageTotals totals) {}
