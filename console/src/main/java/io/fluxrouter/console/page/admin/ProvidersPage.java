package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.usage.UsageTotals;
import io.fluxrouter.console.page.Breakdown;
import io.fluxrouter.console.page.Frame;
import io.fluxrouter.console.page.Period;
import java.util.List;

/** How providers do, and what they did. */
public record ProvidersPage(Frame frame, Period period, Breakdown usage, List<Row> rows) {
    public ProvidersPage {
        rows = List.copyOf(rows);
    }

    /**
     * A provider.
     *
     * @param models that it serves
     */
    public record Row(MarginPage.ProviderRow health, int models, UsageTotals totals) {}
}
