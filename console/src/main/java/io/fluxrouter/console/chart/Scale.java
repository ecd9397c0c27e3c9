package io.fluxrouter.console.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * An axis from zero to a round number, in steps of 1, 2, 2.5 or 5 times a power of ten.
 *
 * @param step at least 1
 * @param steps how many reach from zero to the top, 2 to 5
 */
public record Scale(long step, int steps) {
    private static final int MOST_STEPS = 4;
    private static final long[] FACTORS = {10, 20, 25, 50, 100};

    /** The lowest axis that reaches the value; of something where there is nothing. */
    public static Scale reaching(long value) {
        if (value <= MOST_STEPS) return new Scale(1, (int) Math.max(2, value));
        long power = 1;
        while (power <= value / MOST_STEPS / 10) power *= 10;
        for (long factor : FACTORS) {
            long step = Math.max(1, Math.multiplyExact(power, factor) / 10);
            long steps = value / step + (value % step == 0 ? 0 : 1);
            if (steps <= MOST_STEPS) return new Scale(step, (int) Math.max(2, steps));
        }
        throw new IllegalStateException("no scale reaches " + value);
    }

    public long top() {
        return step * steps;
    }

    /** From the top down to zero. */
    public List<Long> ticks() {
        List<Long> ticks = new ArrayList<>();
        for (int i = steps; i >= 0; i--) ticks.add(step * i);
        return ticks;
    }

    /** Which part of the axis a value takes: "37.5%". */
    String share(long value) {
        return percent(value, top());
    }

    /** A part of a whole as SVG writes lengths; 0% of nothing. */
    public static String percent(long part, long whole) {
        if (whole <= 0 || part <= 0) return "0%";
        BigDecimal share =
                BigDecimal.valueOf(part)
                        .movePointRight(2)
                        .divide(BigDecimal.valueOf(whole), 3, RoundingMode.HALF_UP)
                        .min(BigDecimal.valueOf(100));
        return share.stripTrailingZeros().toPlainString() + "%";
    }
}
