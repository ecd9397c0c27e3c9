package io.fluxrouter.console.chart;

import java.util.List;

/**
 * One bar: the values of all series in one stretch of time, none negative.
 *
 * @param title what it stands for: "Nov 21, 2026"
 * @param label the short one of the axis: "Nov 21"
 */
public record Bar(String title, String label, List<Long> values) {
    public Bar {
        values = List.copyOf(values);
    }

    public long total() {
        return values.stream().mapToLong(Long::longValue).sum();
    }
}
