package io.fluxrouter.console.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * A thin line for each series, over evenly spaced points. A missing value is a gap.
 *
 * @param summary what a reader who cannot see it is told
 * @param titles what each point stands for
 * @param labels the text below, evenly spread from end to end
 * @param points for each series as many values as there are titles; below zero where there is none
 * @param exact how a value is written in full
 */
public record LineChart(
        String summary,
        List<Series> series,
        List<String> titles,
        List<String> labels,
        List<List<Long>> points,
        LongFunction<String> exact)
        implements Chart {
    private static final int WIDTH = 1_000;
    private static final int HEIGHT = 1_000;

    public LineChart {
        series = List.copyOf(series);
        titles = List.copyOf(titles);
        labels = List.copyOf(labels);
        points = List.copyOf(points);
    }

    private Scale scale() {
        return Scale.reaching(
                points.stream().flatMap(List::stream).mapToLong(Long::longValue).max().orElse(0));
    }

    @Override
    public List<String> ticks() {
        return scale().ticks().stream().map(exact::apply).toList();
    }

    @Override
    public String svg() {
        Scale scale = scale();
        Svg svg = new Svg("lines", summary);
        svg.grid(scale.steps());
        svg.open(
                "svg",
                "viewBox",
                "0 0 " + WIDTH + " " + HEIGHT,
                "preserveAspectRatio",
                "none",
                "width",
                "100%",
                "height",
                "100%");
        for (int i = 0; i < series.size(); i++) {
            svg.empty("path", "class", "line " + series.get(i).style(), "d", path(i, scale.top()));
        }
        svg.close("svg");
        hits(svg);
        return svg.end();
    }

    private String path(int index, long top) {
        List<Long> values = points.get(index);
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (int i = 0; i < values.size(); i++) {
            long value = values.get(i);
            if (value >= 0) {
                path.append(drawing ? 'L' : 'M')
                        .append((2L * i + 1) * WIDTH / (2L * values.size()))
                        .append(' ')
                        .append(HEIGHT - value * HEIGHT / top);
                // A single point between gaps would be nothing.
                if (!drawing) path.append("h1");
            }
            drawing = value >= 0;
        }
        return path.toString();
    }

    private void hits(Svg svg) {
        long slot = 100_000L / Math.max(1, titles.size());
        for (int i = 0; i < titles.size(); i++) {
            svg.open("g", "class", "bar", "data-tip", tip(i));
            svg.rect(
                    "hit", Scale.percent(i * slot, 100_000), Scale.percent(slot, 100_000), 0, 1, 1);
            svg.close("g");
        }
    }

    private String tip(int at) {
        List<String> lines = new ArrayList<>();
        lines.add(titles.get(at) + "|");
        for (int i = 0; i < series.size(); i++) {
            long value = points.get(i).get(at);
            if (value < 0) continue;
            lines.add(
                    series.get(i).label() + "|" + exact.apply(value) + "|" + series.get(i).style());
        }
        return String.join("\n", lines);
    }
}
