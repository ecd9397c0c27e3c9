package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.usage.UsageTotals;
import io.fluxrouter.console.page.Breakdown;
import io.fluxrouter.console.page.Frame;
import io.fluxrouter.console.page.Period;
import java.util.List;
import java.util.UUID;

/** What comes in for requests, what providers take of it, and what stays. */
public record MarginPage(
        Frame frame,
        Period period,
        Breakdown byModel,
        List<CustomerRow> byCustomer,
        List<ProviderRow> providers) {
    /** Rows of a table that are seen at once; the rest are a click away. */
    public static final int SHOWN = 10;

    public MarginPage {
        byCustomer = List.copyOf(byCustomer);
        providers = List.copyOf(providers);
    }

    /** A customer and its usage. */
    public record CustomerRow(UUID id, String name, UsageTotals totals) {}

    /** A provider and how it does. */
    public record ProviderRow(String name, String state) {
        public boolean isWell() {
            return state.equals("closed");
        }
    }
}
