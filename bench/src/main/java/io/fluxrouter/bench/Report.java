package io.fluxrouter.bench;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The figures of one run. One that could not be measured is missing, and null as JSON. */
final class Report {
    private static final int DECIMALS = 3;

    private final Map<Figure, Double> values = new EnumMap<>(Figure.class);

    void put(Figure figure, double value) {
        values.put(figure, value);
    }

    /** Leaves the figure out where it could not be measured. */
    void put(Figure figure, OptionalDouble value) {
        value.ifPresent(known -> put(figure, known));
    }

    void count(Figure figure, long more) {
        values.merge(figure, (double) more, Double::sum);
    }

    void print(PrintStream out) {
        out.println();
        for (Figure figure : Figure.values()) {
            Double value = values.get(figure);
            out.printf(
                    Locale.ROOT,
                    "%-31s %12s  %-10s %-6s  %s%n",
                    figure.key(),
                    value == null ? "-" : rounded(value).toPlainString(),
                    figure.bar(),
                    value == null ? "" : figure.verdict(value),
                    figure.meaning());
        }
        if (values.getOrDefault(Figure.ERRORS, 0.0) > 0) {
            out.println("This run had errors: its figures are not to be relied on.");
        }
    }

    String json() {
        return Stream.of(Figure.values())
                .map(figure -> "\"" + figure.key() + "\":" + number(figure))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String number(Figure figure) {
        Double value = values.get(figure);
        return value == null ? "null" : rounded(value).toPlainString();
    }

    private static BigDecimal rounded(double value) {
        BigDecimal exact = BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP);
        return exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros();
    }
}
