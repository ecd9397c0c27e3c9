package io.fluxrouter.console.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Stacked bars over time. All lengths are shares of the picture, so that it fits any width without
 * its text being stretched; the text of the axes stands beside the picture.
 *
 * @param summary what a reader who cannot see it is told
 * @param tick how a number of the axis is written
 * @param exact how a value is written in full
 */
public record BarChart(
        String summary,
        List<Series> series,
        List<Bar> bars,
        LongFunction<String> tick,
        LongFunction<String> exact)
        implements Chart {
    private static final int LABELS = 7;

    public BarChart {
        series = List.copyOf(series);
        bars = List.copyOf(bars);
    }

    public boolean isEmpty() {
        return bars.stream().allMatch(bar -> bar.total() == 0);
    }

    private Scale scale() {
        return Scale.reaching(bars.stream().mapToLong(Bar::total).max().orElse(0));
    }

    @Override
    public List<String> ticks() {
        return scale().ticks().stream().map(tick::apply).toList();
    }

    @Override
    public List<String> labels() {
        int last = bars.size() - 1;
        if (last < LABELS) return bars.stream().map(Bar::label).toList();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < LABELS; i++) {
            labels.add(bars.get(Math.round(i * last / (LABELS - 1f))).label());
        }
        return labels;
    }

    @Override
    public String svg() {
        Scale scale = scale();
        Svg svg = new Svg("bars", summary);
        svg.grid(scale.steps());
        long slot = 100_000L / Math.max(1, bars.size());
        for (int i = 0; i < bars.size(); i++) bar(svg, scale, bars.get(i), i * slot, slot);
        return svg.end();
    }

    private void bar(Svg svg, Scale scale, Bar bar, long left, long slot) {
        svg.open("g", "class", "bar", "data-tip", tip(bar));
        svg.rect("hit", thousandths(left), thousandths(slot), 0, 1, 1);
        long below = 0;
        for (int i = 0; i < series.size(); i++) {
            long value = bar.values().get(i);
            if (value > 0) {
                below += value;
                svg.rect(
                        series.get(i).style(),
                        thousandths(left + slot / 8),
                        thousandths(slot * 3 / 4),
                        scale.top() - below,
                        value,
                        scale.top());
            }
        }
        svg.close("g");
    }

    /** Lines of "label|value|class"; the first is the title and the total. */
    private String tip(Bar bar) {
        StringBuilder tip = new StringBuilder(bar.title() + "|" + exact.apply(bar.total()));
        for (int i = series.size() - 1; i >= 0; i--) {
            long value = bar.values().get(i);
            if (value == 0) continue;
            tip.append('\n')
                    .append(series.get(i).label().replace('|', '/'))
                    .append('|')
                    .append(exact.apply(value))
                    .append('|')
                    .append(series.get(i).style());
        }
        return tip.toString();
    }

    private static String thousandths(long value) {
        return Scale.percent(value, 100_000);
    }
}
