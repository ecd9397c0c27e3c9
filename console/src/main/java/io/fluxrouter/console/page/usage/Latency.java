package io.fluxrouter.console.page.usage;

import io.fluxrouter.console.chart.LineChart;
import io.fluxrouter.console.page.Show;
import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.usage.UsageEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long the newest requests took, lane by lane.
 *
 * @param requests how many were looked at
 * @param chart over the time they were made in; null where all were made at once
 */
public record Latency(int requests, List<Row> rows, @Nullable LineChart chart) {
    public Latency {
        rows = List.copyOf(rows);
    }

    /** One lane: what half of its requests stayed below, and what 95 of 100 did. */
    public record Row(Lane lane, int requests, String median, String p95) {}

    static Latency of(List<UsageEvent> events) {
        List<Row> rows = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            List<Integer> millis =
                    events.stream()
                            .filter(event -> event.lane() == lane)
                            .map(UsageEvent::latencyMillis)
                            .sorted()
                            .toList();
            if (millis.isEmpty()) continue;
            rows.add(new Row(lane, millis.size(), at(millis, 50), at(millis, 95)));
        }
        return new Latency(events.size(), rows, LatencyChart.of(events));
    }

    private static String at(List<Integer> sorted, int percentile) {
        return Show.millis(percentile(sorted, percentile));
    }

    static int percentile(List<Integer> sorted, int percentile) {
        return sorted.get((sorted.size() - 1) * percentile / 100);
    }
}
