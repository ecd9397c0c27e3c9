package io.fluxrouter.bench;

import java.util.Arrays;

/** The middle of a few measurements. */
final class Medians {
    private Medians() {}

    /** The upper middle one where their number is even. */
    static double of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
