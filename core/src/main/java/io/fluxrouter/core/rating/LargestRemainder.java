package io.fluxrouter.core.rating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Splits money without losing a cent: each gets its share rounded down, and the cents left over go
 * to the largest remainders, the first of equals first (billing.md 3.2, DESIGN 3).
 */
public final class LargestRemainder {

    private LargestRemainder() {}

    /**
     * Splits a total in proportion to weights. A negative total is split like a positive one.
     * Throws where the total has more decimals than the scale, a weight is negative, or there is
     * nothing to split it over.
     */
    public static List<BigDecimal> split(BigDecimal total, List<BigDecimal> weights, int scale) {
        BigDecimal cents = wholeCents(total, scale);
        weights.forEach(weight -> Amounts.notNegative("weight", weight));
        BigDecimal weightSum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (weightSum.signum() == 0) {
            if (total.signum() != 0) {
                throw new IllegalArgumentException("nothing to split over: all weights are zero");
            }
            return weights.stream().map(weight -> cents.movePointLeft(scale)).toList();
        }
        List<BigDecimal> shares = new ArrayList<>();
        List<BigDecimal> remainders = new ArrayList<>();
        for (BigDecimal weight : weights) {
            BigDecimal[] share = cents.abs().multiply(weight).divideAndRemainder(weightSum);
            shares.add(share[0]);
            remainders.add(share[1]);
        }
        List<BigDecimal> whole = handOut(cents.abs(), shares, remainders);
        return whole.stream()
                .map(share -> signed(share, cents).movePointLeft(scale))
                .map(share -> share.setScale(scale, RoundingMode.UNNECESSARY))
                .toList();
    }

    /** Rounds each amount so that they add up to their rounded sum. */
    public static List<BigDecimal> round(List<BigDecimal> amounts, Rounding rounding) {
        int scale = rounding.scale();
        BigDecimal sum = amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal cents = rounding.round(sum).movePointRight(scale);
        List<BigDecimal> floors = new ArrayList<>();
        List<BigDecimal> remainders = new ArrayList<>();
        for (BigDecimal amount : amounts) {
            BigDecimal exact = amount.movePointRight(scale);
            BigDecimal floor = exact.setScale(0, RoundingMode.FLOOR);
            floors.add(floor);
            remainders.add(exact.subtract(floor));
        }
        return handOut(cents, floors, remainders).stream()
                .map(whole -> whole.movePointLeft(scale).setScale(scale, RoundingMode.UNNECESSARY))
                .toList();
    }

    private static List<BigDecimal> handOut(
            BigDecimal total, List<BigDecimal> floors, List<BigDecimal> remainders) {
        List<BigDecimal> shares = new ArrayList<>(floors);
        BigDecimal sum = floors.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        int left = total.subtract(sum).intValueExact();
        // A stable sort: among equal remainders the first in the list comes first.
        Comparator<Integer> largestFirst = Comparator.comparing(remainders::get);
        IntStream.range(0, shares.size())
                .boxed()
                .sorted(largestFirst.reversed())
                .limit(left)
                .forEach(i -> shares.set(i, shares.get(i).add(BigDecimal.ONE)));
        return shares;
    }

    private static BigDecimal wholeCents(BigDecimal total, int scale) {
        try {
            return total.movePointRight(scale).setScale(0, RoundingMode.UNNECESSARY);
        } catch (ArithmeticException tooFine) {
            throw new IllegalArgumentException(
                    "total %s has more than %d decimals".formatted(total.toPlainString(), scale),
                    tooFine);
        }
    }

    private static BigDecimal signed(BigDecimal share, BigDecimal like) {
        return like.signum() < 0 ? share.negate() : share;
    }
}
