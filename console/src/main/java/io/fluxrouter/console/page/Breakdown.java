package io.fluxrouter.console.page;

import io.fluxrouter.billing.usage.UsageTotals;
import io.fluxrouter.console.chart.BarChart;
import io.fluxrouter.console.chart.Series;
import java.util.List;

/**
 * Usage divided into groups: the rows of a table, and the same as a chart.
 *
 * @param rows the dearest first; days in their order
 * @param series what the chart tells apart: the dearest groups, and the others together
 */
public record Breakdown(List<Row> rows, UsageTotals total, List<Series> series, BarChart chart) {
    public Breakdown {
        rows = List.copyOf(rows);
        series = List.copyOf(series);
    }

    /**
     * A group.
     *
     * @param share of the whole, for a bar: "37.5%"
     */
    public record Row(Series series, UsageTotals totals, String share) {}
}
