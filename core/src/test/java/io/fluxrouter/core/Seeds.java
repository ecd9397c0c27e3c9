package io.fluxrouter.core;

import java.util.stream.LongStream;

/**
 * The seeds of property tests: the same in every run, so that a failure stays where it was found.
 * JUnit prints the seed that failed; {@code -Dseed=42} runs that one alone, {@code -DseedTimes=50}
 * fifty times as many.
 */
public final class Seeds {
    private Seeds() {}

    public static LongStream hundred() {
        return first(100);
    }

    public static LongStream thousand() {
        return first(1_000);
    }

    private static LongStream first(long count) {
        Long only = Long.getLong("seed");
        return only == null
                ? LongStream.rangeClosed(1, count * Long.getLong("seedTimes", 1))
                : LongStream.of(only);
    }
}
