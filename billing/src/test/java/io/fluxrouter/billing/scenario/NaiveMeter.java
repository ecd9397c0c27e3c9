package io.fluxrouter.billing.scenario;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * What calls come to, counted one after the other.
 *
 * @param aggregation by its name in the reference
 */
record NaiveMeter(String aggregation) {
    private static final int DIGITS = 18;

    /** Some calls, when they happened. */
    record Reading(Instant at, BigDecimal count) {}

    /**
     * @param all calls that are known, from whenever, in the order they were told
     */
    BigDecimal quantity(List<Reading> all, Instant from, Instant until) {
        List<Reading> inside = inside(all, from, until);
        BigDecimal total = BigDecimal.ZERO;
        switch (aggregation) {
            case "COUNT" -> total = BigDecimal.valueOf(inside.size());
            case "SUM", "AVG" -> {
                for (Reading one : inside) total = total.add(one.count());
                if (aggregation.equals("AVG") && !inside.isEmpty()) {
                    BigDecimal number = BigDecimal.valueOf(inside.size());
                    total = total.divide(number, DIGITS, RoundingMode.HALF_UP);
                }
            }
            case "MAX", "MIN" -> {
                for (int i = 0; i < inside.size(); i++) {
                    BigDecimal count = inside.get(i).count();
                    int order = count.compareTo(total);
                    boolean takes = aggregation.equals("MAX") ? order > 0 : order < 0;
                    if (i == 0 || takes) total = count;
                }
            }
            case "UNIQUE_COUNT" -> {
                TreeSet<BigDecimal> seen = new TreeSet<>();
                for (Reading one : inside) seen.add(one.count());
                total = BigDecimal.valueOf(seen.size());
            }
            case "LAST" -> {
                Instant latest = Instant.MIN;
                for (Reading one : inside) {
                    if (one.at().isBefore(latest)) continue;
                    latest = one.at();
                    total = one.count();
                }
            }
            case "WEIGHTED_SUM" -> total = level(all, from, until);
            default -> throw new IllegalArgumentException(aggregation);
        }
        return total;
    }

    /** The mean height of the stairs that all changes ever made, between two times. */
    private static BigDecimal level(List<Reading> all, Instant from, Instant until) {
        List<Reading> byTime = new ArrayList<>(all);
        byTime.sort(Comparator.comparing(Reading::at));
        BigDecimal height = BigDecimal.ZERO;
        BigDecimal area = BigDecimal.ZERO;
        Instant reached = from;
        for (Reading change : byTime) {
            if (!change.at().isBefore(until)) break;
            if (change.at().isAfter(reached)) {
                area = area.add(height.multiply(micros(reached, change.at())));
                reached = change.at();
            }
            height = height.add(change.count());
        }
        area = area.add(height.multiply(micros(reached, until)));
        return area.divide(micros(from, until), DIGITS, RoundingMode.HALF_UP);
    }

    private static BigDecimal micros(Instant from, Instant until) {
        return BigDecimal.valueOf(Duration.between(from, until).toNanos() / 1_000);
    }

    /** What a price that looks at each call looks at, in the order of time. */
    List<BigDecimal> transactions(List<Reading> all, Instant from, Instant until) {
        List<BigDecimal> amounts = new ArrayList<>();
        if (aggregation.equals("SUM") || aggregation.equals("COUNT")) {
            List<Reading> inside = inside(all, from, until);
            inside.sort(Comparator.comparing(Reading::at));
            for (Reading one : inside) {
                amounts.add(aggregation.equals("SUM") ? one.count() : BigDecimal.ONE);
            }
        } else {
            BigDecimal whole = quantity(all, from, until);
            if (whole.signum() != 0) amounts.add(whole);
        }
        return amounts;
    }

    private static List<Reading> inside(List<Reading> all, Instant from, Instant until) {
        List<Reading> inside = new ArrayList<>();
        for (Reading one : all) {
            if (!one.at().isBefore(from) && one.at().isBefore(until)) inside.add(one);
        }
        return inside;
    }
}
