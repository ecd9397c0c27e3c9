package io.fluxrouter.core.meter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A running quantity: fed reading by reading, merged with another of its kind, read at any time.
 * The order of feeding never matters, and the merge of parts equals the whole, for every kind: each
 * keeps what it needs for that (the mean keeps sum and count, the last keeps its time). All grow to
 * a few words except UNIQUE_COUNT, which keeps every value it has seen.
 *
 * <p>Digits are kept. Only the mean and the weighted sum divide, to {@link #DIVISION_SCALE}
 * decimals half up. Feeding an event twice counts it twice: repeats are found by {@link EventKey}
 * before. Not thread-safe.
 */
public sealed interface Aggregator {

    /** Decimals of a quotient: twice as many as a nano-dollar has. */
    int DIVISION_SCALE = 18;

    void add(Reading reading);

    /**
     * Takes in what another has seen, over the same period or a stretch of it. One of another kind,
     * or a weighted sum from outside the period, is an IllegalArgumentException.
     */
    void merge(Aggregator other);

    /** The quantity so far; zero where nothing was read. */
    BigDecimal quantity();

    /** An empty aggregator over a half-open period. Only the weighted sum depends on the period. */
    static Aggregator over(Aggregation aggregation, Instant from, Instant to) {
        return switch (aggregation) {
            case COUNT -> new Count();
            case SUM -> new Sum();
            case MAX -> new Extreme(1);
            case MIN -> new Extreme(-1);
            case AVG -> new Mean();
            case UNIQUE_COUNT -> new Distinct();
            case LAST -> new Last();
            case WEIGHTED_SUM -> new WeightedSum(from, to);
        };
    }

    private static <T extends Aggregator> T same(Class<T> kind, Aggregator other) {
        if (kind.isInstance(other)) return kind.cast(other);
        throw new IllegalArgumentException(
                other.getClass().getSimpleName() + " is no " + kind.getSimpleName());
    }

    /** How many readings there were. */
    final class Count implements Aggregator {
        private long readings;

        @Override
        public void add(Reading reading) {
            readings++;
        }

        @Override
        public void merge(Aggregator other) {
            readings = Math.addExact(readings, same(Count.class, other).readings);
        }

        @Override
        public BigDecimal quantity() {
            return BigDecimal.valueOf(readings);
        }
    }

    /** The sum of the readings, negative ones included. */
    final class Sum implements Aggregator {
        private BigDecimal sum = BigDecimal.ZERO;

        @Override
        public void add(Reading reading) {
            sum = sum.add(reading.number());
        }

        @Override
        public void merge(Aggregator other) {
            sum = sum.add(same(Sum.class, other).sum);
        }

        @Override
        public BigDecimal quantity() {
            return sum;
        }
    }

    /**
     * The highest (sign 1) or the lowest (sign -1) reading. The highest of negatives is negative.
     */
    final class Extreme implements Aggregator {
        private final int sign;
        private @Nullable BigDecimal extreme;

        private Extreme(int sign) {
            this.sign = sign;
        }

        @Override
        public void add(Reading reading) {
            take(reading.number());
        }

        @Override
        public void merge(Aggregator other) {
            Extreme part = same(Extreme.class, other);
            if (part.sign != sign) throw new IllegalArgumentException("MAX and MIN do not merge");
            if (part.extreme != null) take(part.extreme);
        }

        @Override
        public BigDecimal quantity() {
            return extreme == null ? BigDecimal.ZERO : extreme;
        }

        private void take(BigDecimal number) {
            if (extreme == null || number.compareTo(extreme) * sign > 0) extreme = number;
        }
    }

    /** The mean of the readings. */
    final class Mean implements Aggregator {
        private BigDecimal sum = BigDecimal.ZERO;
        private long readings;

        @Override
        public void add(Reading reading) {
            sum = sum.add(reading.number());
            readings++;
        }

        @Override
        public void merge(Aggregator other) {
            Mean part = same(Mean.class, other);
            sum = sum.add(part.sum);
            readings = Math.addExact(readings, part.readings);
        }

        @Override
        public BigDecimal quantity() {
            if (readings == 0) return BigDecimal.ZERO;
            return sum.divide(BigDecimal.valueOf(readings), DIVISION_SCALE, RoundingMode.HALF_UP);
        }
    }

    /** How many different texts were read. Exact, so it keeps them all. */
    final class Distinct implements Aggregator {
        private final Set<String> seen = new HashSet<>();

        @Override
        public void add(Reading reading) {
            seen.add(reading.text());
        }

        @Override
        public void merge(Aggregator other) {
            seen.addAll(same(Distinct.class, other).seen);
        }

        @Override
        public BigDecimal quantity() {
            return BigDecimal.valueOf(seen.size());
        }
    }

    /** The latest reading by the time of its event, then by arrival. */
    final class Last implements Aggregator {
        private @Nullable Reading last;

        @Override
        public void add(Reading reading) {
            if (last == null || isAfter(reading, last)) last = reading;
        }

        @Override
        public void merge(Aggregator other) {
            Reading part = same(Last.class, other).last;
            if (part != null) add(part);
        }

        @Override
        public BigDecimal quantity() {
            return last == null ? BigDecimal.ZERO : last.number();
        }

        private static boolean isAfter(Reading one, Reading other) {
            int byTime = one.occurredAt().compareTo(other.occurredAt());
            return byTime != 0 ? byTime > 0 : one.arrival() > other.arrival();
        }
    }

    /**
     * The mean level over a period. A change counts from its instant to the end of the period, so
     * each adds change x seconds left: a sum, which is why order and merging do not matter. A
     * change from before the period counts as carried in: the level had it from the first instant.
     */
    final class WeightedSum implements Aggregator {
        private final Instant from;
        private final Instant to;
        private BigDecimal level = BigDecimal.ZERO;
        private BigDecimal levelSeconds = BigDecimal.ZERO;

        private WeightedSum(Instant from, Instant to) {
            if (!from.isBefore(to))
                throw new IllegalArgumentException("empty: " + from + ", " + to);
            this.from = from;
            this.to = to;
        }

        /** Starts the period from a level other than zero: the one the period before ended with. */
        void carryIn(BigDecimal carried) {
            change(from, carried);
        }

        /** The level at the end of the period, which is carried into the next. */
        BigDecimal carryOut() {
            return level;
        }

        @Override
        public void add(Reading reading) {
            Instant at = reading.occurredAt();
            if (!at.isBefore(to)) throw new IllegalArgumentException("after the period: " + at);
            change(at.isBefore(from) ? from : at, reading.number());
        }

        @Override
        public void merge(Aggregator other) {
            WeightedSum part = same(WeightedSum.class, other);
            if (part.from.isBefore(from) || part.to.isAfter(to)) {
                throw new IllegalArgumentException("not within the period: " + part.from);
            }
            // What the part ends with stays until this period ends.
            BigDecimal rest = part.level.multiply(seconds(part.to, to));
            level = level.add(part.level);
            levelSeconds = levelSeconds.add(part.levelSeconds).add(rest);
        }

        @Override
        public BigDecimal quantity() {
            return levelSeconds.divide(seconds(from, to), DIVISION_SCALE, RoundingMode.HALF_UP);
        }

        private void change(Instant at, BigDecimal change) {
            level = level.add(change);
            levelSeconds = levelSeconds.add(change.multiply(seconds(at, to)));
        }

        private static BigDecimal seconds(Instant from, Instant to) {
            Duration duration = Duration.between(from, to);
            return BigDecimal.valueOf(duration.getSeconds())
                    .add(BigDecimal.valueOf(duration.getNano(), 9));
        }
    }
}
