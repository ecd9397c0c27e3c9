package io.fluxrouter.console.page.usage;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.fluxrouter.console.chart.LineChart;
import io.fluxrouter.console.chart.Series;
import io.fluxrouter.console.page.Show;
import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.usage.UsageEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What half of each lane's requests stayed below, in equal stretches of the time from the oldest to
 * the newest of them. A stretch without requests is a gap.
 */
final class LatencyChart {
    private static final int STRETCHES = 24;
    private static final int LABELS = 7;
    private static final Duration DAYS_APART = Duration.ofDays(2);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d", Locale.US);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.US);
    private static final DateTimeFormatter FULL =
            DateTimeFormatter.ofPattern("MMM d, HH:mm 'UTC'", Locale.US);

    private final List<UsageEvent> events;
    private final Instant oldest;
    private final Duration span;

    private LatencyChart(List<UsageEvent> events) {
        this.events = events;
        this.oldest = events.getLast().occurredAt();
        this.span = Duration.between(oldest, events.getFirst().occurredAt());
    }

    /** Of requests from the newest to the oldest; null where they span no time. */
    static @Nullable LineChart of(List<UsageEvent> events) {
        if (events.isEmpty()) return null;
        LatencyChart chart = new LatencyChart(events);
        return chart.span.isZero() ? null : chart.draw();
    }

    private LineChart draw() {
        List<Lane> lanes =
                Arrays.stream(Lane.values())
                        .filter(lane -> events.stream().anyMatch(event -> event.lane() == lane))
                        .toList();
        return new LineChart(
                "Median latency of each lane over time",
                lanes.stream()
                        .map(lane -> new Series(lane.key(), lane.title(), "s-" + lane.key()))
                        .toList(),
                IntStream.range(0, STRETCHES)
                        .mapToObj(i -> FULL.format(utc(i, STRETCHES)))
                        .toList(),
                labels(),
                lanes.stream().map(this::medians).toList(),
                Show::millis);
    }

    private List<Long> medians(Lane lane) {
        Map<Integer, List<Integer>> millis =
                events.stream()
                        .filter(event -> event.lane() == lane)
                        .collect(
                                groupingBy(
                                        this::stretch,
                                        mapping(UsageEvent::latencyMillis, toList())));
        return IntStream.range(0, STRETCHES)
                .mapToObj(i -> median(millis.getOrDefault(i, List.of())))
                .toList();
    }

    private int stretch(UsageEvent event) {
        long since = Duration.between(oldest, event.occurredAt()).toMillis();
        long all = Math.max(1, span.toMillis());
        return (int) Math.min(STRETCHES - 1, since * STRETCHES / all);
    }

    private static long median(List<Integer> millis) {
        if (millis.isEmpty()) return -1;
        return Latency.percentile(millis.stream().sorted().toList(), 50);
    }

    private List<String> labels() {
        DateTimeFormatter format = span.compareTo(DAYS_APART) > 0 ? DAY : HOUR;
        return IntStream.range(0, LABELS).mapToObj(i -> format.format(utc(i, LABELS - 1))).toList();
    }

    private OffsetDateTime utc(int part, int parts) {
        return oldest.plus(span.multipliedBy(part).dividedBy(parts)).atOffset(ZoneOffset.UTC);
    }
}
