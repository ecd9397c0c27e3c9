package io.fluxrouter.core.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Splits an amount into parts that add up to it: every part is rounded down, and the cents left
 * over go to the parts that lost most, among equals to the first (the largest-remainder method;
 * OpenMeter splits alike). Five cents in three are 2, 2 and 1.
 */
public final class LargestRemainder {
    private LargestRemainder() {}

    /**
     * Splits by weight. A negative total is split like the positive one.
     *
     * @param weights not negative, and not all zero unless the total is
     * @param digits decimals of the parts; the total has no more
     * @throws ArithmeticException for a total with more digits
     */
    public static List<BigDecimal> split(BigDecimal total, List<BigDecimal> weights, int digits) {
        BigInteger units = total.movePointRight(digits).toBigIntegerExact();
        List<BigInteger> whole = wholeNumbers(weights);
        BigInteger sum = whole.stream().reduce(BigInteger.ZERO, BigInteger::add);
        if (weights.stream().anyMatch(weight -> weight.signum() < 0)) {
            throw new IllegalArgumentException("a negative weight in " + weights);
        }
        if (sum.signum() == 0) {
            if (units.signum() != 0) throw new IllegalArgumentException("no weights: " + weights);
            sum = BigInteger.ONE;
        }
        BigInteger magnitude = units.abs();
        List<BigInteger> numerators = whole.stream().map(magnitude::multiply).toList();
        return round(magnitude, numerators, sum).stream()
                .map(part -> new BigDecimal(units.signum() < 0 ? part.negate() : part, digits))
                .toList();
    }

    /**
     * Rounds amounts so that they add up to a given total, which is their sum rounded to the same
     * digits. The amounts may have any sign.
     */
    public static List<BigDecimal> round(BigDecimal total, List<BigDecimal> exact, int digits) {
        BigInteger units = total.movePointRight(digits).toBigIntegerExact();
        int finest = exact.stream().mapToInt(BigDecimal::scale).max().orElse(0);
        int scale = Math.max(finest, digits);
        List<BigInteger> numerators =
                exact.stream().map(value -> value.setScale(scale).unscaledValue()).toList();
        return round(units, numerators, BigInteger.TEN.pow(scale - digits)).stream()
                .map(part -> new BigDecimal(part, digits))
                .toList();
    }

    private static List<BigInteger> round(
            BigInteger total, List<BigInteger> numerators, BigInteger denominator) {
        List<BigInteger> parts = new ArrayList<>();
        List<BigInteger> remainders = new ArrayList<>();
        BigInteger left = total;
        for (BigInteger numerator : numerators) {
            BigInteger remainder = numerator.mod(denominator);
            BigInteger part = numerator.subtract(remainder).divide(denominator);
            parts.add(part);
            remainders.add(remainder);
            left = left.subtract(part);
        }
        IntStream.range(0, parts.size())
                .boxed()
                .sorted(Comparator.comparing(remainders::get).reversed())
                .limit(left.intValueExact())
                .forEach(index -> parts.set(index, parts.get(index).add(BigInteger.ONE)));
        return parts;
    }

    private static List<BigInteger> wholeNumbers(List<BigDecimal> weights) {
        int scale = Math.max(0, weights.stream().mapToInt(BigDecimal::scale).max().orElse(0));
        return weights.stream().map(weight -> weight.setScale(scale).unscaledValue()).toList();
    }
}
