package io.fluxrouter.billing;

import java.util.stream.LongStream;

/**
 * The seeds of tests that are told by chance: the same in every run, so that a failure stays where
 * it was found. JUnit prints the one that failed. {@code -Dhistories=200} takes more of them,
 * {@code -Dseed=42} that one alone.
 */
public final class Seeds {
    private Seeds() {}

    public static LongStream three() {
        return first(3);
    }

    public static LongStream six() {
        return first(6);
    }

    public static LongStream eight() {
        return first(8);
    }

    public static LongStream twenty() {
        return first(20);
    }

    private static LongStream first(long few) {
        Long only = Long.getLong("seed");
        return only == null
                ? LongStream.rangeClosed(1, Long.getLong("histories", few))
                : LongStream.of(only);
    }
}
