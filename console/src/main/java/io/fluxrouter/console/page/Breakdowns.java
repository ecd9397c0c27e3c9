package io.fluxrouter.console.page;

import io.fluxrouter.billing.usage.GroupBy;
import io.fluxrouter.billing.usage.UsageFilter;
import io.fluxrouter.billing.usage.UsagePoint;
import io.fluxrouter.billing.usage.UsageTotals;
import io.fluxrouter.console.chart.Bar;
import io.fluxrouter.console.chart.BarChart;
import io.fluxrouter.console.chart.Scale;
import io.fluxrouter.console.chart.Series;
import io.fluxrouter.core.catalog.Lane;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Divides usage into groups, by one query for table and chart together. */
public final class Breakdowns {
    private static final int MOST_SERIES = 7;
    private static final Series OTHERS = new Series("", "Others", "s-c8");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d", Locale.US);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.US);
    private static final DateTimeFormatter FULL_DAY =
            DateTimeFormatter.ofPattern("EEE, MMM d, yyyy", Locale.US);

    private final UsageSources sources;

    public Breakdowns(UsageSources sources) {
        this.sources = sources;
    }

    public Breakdown of(UsageFilter filter, Period period, GroupBy groupBy, Measure measure) {
        boolean byDate = groupBy == GroupBy.DATE;
        List<UsagePoint> points =
                sources.series().points(filter, period.step(), byDate ? GroupBy.LANE : groupBy);
        return of(points, filter, period, groupBy, measure);
    }

    /**
     * Of points that were read already.
     *
     * @param points grouped as asked for, days by lane
     */
    public Breakdown of(
            List<UsagePoint> points,
            UsageFilter filter,
            Period period,
            GroupBy groupBy,
            Measure measure) {
        boolean byDate = groupBy == GroupBy.DATE;
        Styles styles = Styles.of(byDate ? GroupBy.LANE : groupBy, filter.customerId(), sources);
        Map<String, UsageTotals> sums = new LinkedHashMap<>();
        points.forEach(point -> sums.merge(point.group(), point.totals(), UsageTotals::plus));
        UsageTotals total = sums.values().stream().reduce(UsageTotals.NOTHING, UsageTotals::plus);
        List<Breakdown.Row> groups = rows(sums, styles, total, measure);
        List<Series> series = series(groups);
        return new Breakdown(
                byDate ? days(points, total, measure, period) : groups,
                total,
                series,
                chart(points, series, period, measure));
    }

    private static List<Breakdown.Row> rows(
            Map<String, UsageTotals> sums, Styles styles, UsageTotals total, Measure measure) {
        return sums.entrySet().stream()
                .sorted(
                        Comparator.comparingLong(
                                        (Map.Entry<String, UsageTotals> one) ->
                                                -measure.of(one.getValue()))
                                .thenComparing(Map.Entry::getKey))
                .map(
                        one ->
                                new Breakdown.Row(
                                        styles.series(one.getKey()),
                                        one.getValue(),
                                        Scale.percent(
                                                measure.of(one.getValue()), measure.of(total))))
                .toList();
    }

    /** Groups that are few keep their places, so that a chart does not change colours by chance. */
    private static List<Series> series(List<Breakdown.Row> groups) {
        List<Series> series = new ArrayList<>();
        groups.stream().limit(MOST_SERIES).map(Breakdown.Row::series).forEach(series::add);
        series.sort(
                Comparator.comparingInt(Breakdowns::place)
                        .thenComparing(Series::style)
                        .thenComparing(Series::label));
        if (groups.size() > MOST_SERIES) series.add(OTHERS);
        return series;
    }

    /** The light lane and its models at the bottom, the deep one's on top. */
    private static int place(Series series) {
        for (Lane lane : Lane.values()) {
            if (series.style().startsWith("s-" + lane.key())) return lane.compareTo(Lane.EXPRESS);
        }
        return 0;
    }

    private static List<Breakdown.Row> days(
            List<UsagePoint> points, UsageTotals total, Measure measure, Period period) {
        Map<Instant, UsageTotals> sums = new LinkedHashMap<>();
        points.forEach(point -> sums.merge(point.start(), point.totals(), UsageTotals::plus));
        List<Breakdown.Row> rows = new ArrayList<>();
        sums.forEach(
                (start, totals) ->
                        rows.addFirst(
                                new Breakdown.Row(
                                        new Series(start.toString(), title(start, period), "s-c1"),
                                        totals,
                                        Scale.percent(measure.of(totals), measure.of(total)))));
        return rows;
    }

    private static BarChart chart(
            List<UsagePoint> points, List<Series> series, Period period, Measure measure) {
        Map<Instant, long[]> sums = new HashMap<>();
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < series.size(); i++) places.put(series.get(i).name(), i);
        for (UsagePoint point : points) {
            int place = places.getOrDefault(point.group(), series.size() - 1);
            sums.computeIfAbsent(point.start(), start -> new long[series.size()])[place] +=
                    measure.of(point.totals());
        }
        Duration step = stepOf(period);
        List<Bar> bars = new ArrayList<>();
        for (Instant at = period.from(); at.isBefore(period.end()); at = at.plus(step)) {
            long[] values = sums.getOrDefault(at, new long[series.size()]);
            bars.add(
                    new Bar(
                            title(at, period),
                            label(at, period),
                            Arrays.stream(values).boxed().toList()));
        }
        return new BarChart(
                measure.title() + " over time", series, bars, measure::tick, measure::exact);
    }

    private static Duration stepOf(Period period) {
        return switch (period.step()) {
            case HOUR -> Duration.ofHours(1);
            case DAY -> Duration.ofDays(1);
        };
    }

    private static String title(Instant start, Period period) {
        String day = FULL_DAY.format(start.atOffset(ZoneOffset.UTC));
        return switch (period.step()) {
            case HOUR -> day + ", " + HOUR.format(start.atOffset(ZoneOffset.UTC)) + " UTC";
            case DAY -> day;
        };
    }

    private static String label(Instant start, Period period) {
        return switch (period.step()) {
            case HOUR -> HOUR.format(start.atOffset(ZoneOffset.UTC));
            case DAY -> DAY.format(start.atOffset(ZoneOffset.UTC));
        };
    }
}
