package io.fluxrouter.core.meter;

import java.util.Locale;
import java.util.Optional;

/**
 * How the readings of a period become one quantity. The first four of Fluxrate (SUM, MAX,
 * UNIQUE_COUNT, LAST; spec/REFERENCE 2.4) and those that other billing systems add.
 */
public enum Aggregation {
    /** How many events there were. Reads no property. */
    COUNT,
    SUM,
    MAX,
    MIN,
    /** The mean of the readings, to {@link Aggregator#DIVISION_SCALE} decimals. */
    AVG,
    /** How many different values the property took. Reads text as well as numbers. */
    UNIQUE_COUNT,
    /** The latest reading by the time of the event; of two at one instant, the later to arrive. */
    LAST,
    /**
     * The mean level over the period. A reading is a change of the level, up or down, and the level
     * at the end of a period is carried into the next.
     */
    WEIGHTED_SUM;

    public boolean readsProperty() {
        return this != COUNT;
    }

    public boolean readsNumber() {
        return this != COUNT && this != UNIQUE_COUNT;
    }

    /** Reads any case, and the names that other systems use: "unique", "latest", "average". */
    public static Optional<Aggregation> byKey(String key) {
        return switch (key.toUpperCase(Locale.ROOT)) {
            case "COUNT" -> Optional.of(COUNT);
            case "SUM" -> Optional.of(SUM);
            case "MAX", "MAXIMUM" -> Optional.of(MAX);
            case "MIN", "MINIMUM" -> Optional.of(MIN);
            case "AVG", "AVERAGE", "MEAN" -> Optional.of(AVG);
            case "UNIQUE_COUNT", "UNIQUE", "COUNT_UNIQUE", "COUNT_DISTINCT" ->
                    Optional.of(UNIQUE_COUNT);
            case "LAST", "LATEST" -> Optional.of(LAST);
            case "WEIGHTED_SUM", "TIME_WEIGHTED_SUM" -> Optional.of(WEIGHTED_SUM);
            default -> Optional.empty();
        };
    }
}
