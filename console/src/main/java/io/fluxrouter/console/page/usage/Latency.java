package io.fluxrouter.console.page.usage;

import io.fluxrouter.console.page.Show;
import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.usage.UsageEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * How long the newest requests took, lane by lane.
 *
 * @param requests how many were looked at
 */
public record Latency(int requests, List<Row> rows) {
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
        return new Latency(events.size(), rows);
    }

    private static String at(List<Integer> sorted, int percentile) {
        return Show.millis(sorted.get((sorted.size() - 1) * percentile / 100));
    }
}
