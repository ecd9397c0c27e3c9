package io.fluxrouter.app.node;

import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code GET /metrics} said at one moment, in Prometheus' text format. */
public record Metrics(String text) {
    private static final Pattern TYPE = Pattern.compile("# TYPE (flux_\\w+) (\\w+)");

    static Metrics of(TestApi api) {
        return new Metrics(api.get("/metrics", "").text());
    }

    /** The sum of all series that begin so: a name, or a name and its first label. */
    public BigDecimal sum(String series) {
        return text.lines()
                .filter(line -> line.startsWith(series))
                .map(line -> new BigDecimal(line.substring(line.lastIndexOf(' ') + 1)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The names of our series with their kind: "flux_tokens_total counter". */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        Matcher type = TYPE.matcher(text);
        while (type.find()) names.add(type.group(1) + " " + type.group(2));
        return names;
    }
}
