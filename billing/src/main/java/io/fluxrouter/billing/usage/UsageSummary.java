package io.fluxrouter.billing.usage;

import java.util.List;

/** The rows in the order of their group's name, and the sum of them. */
public record UsageSummary(List<UsageRow> rows, UsageTotals total) {
    public UsageSummary {
        rows = List.copyOf(rows);
    }
}
