package io.fluxrouter.core.rating;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Prices and quantities by chance, from a seed: a few tiers, some free, fractions, flat fees. */
final class RandomPrices {
    private final Random random;

    RandomPrices(long seed) {
        random = new Random(seed);
    }

    Tiers tiers() {
        return tiers(1 + random.nextInt(5), random.nextBoolean());
    }

    Tiers tiersWithoutFees() {
        return tiers(1 + random.nextInt(5), false);
    }

    Tiers oneTier() {
        return tiers(1, random.nextBoolean());
    }

    private Tiers tiers(int count, boolean withFees) {
        List<Tier> tiers = new ArrayList<>();
        BigDecimal end = BigDecimal.ZERO;
        for (int i = 0; i < count; i++) {
            end = end.add(decimal(1_000, 2)).add(new BigDecimal("0.01"));
            BigDecimal fee = withFees && random.nextBoolean() ? decimal(100, 2) : BigDecimal.ZERO;
            tiers.add(new Tier(i == count - 1 ? null : end, decimal(10, 4), fee));
        }
        return Tiers.of(tiers);
    }

    Price.Packaged packaged() {
        return new Price.Packaged(
                decimal(100, 1).add(BigDecimal.ONE),
                decimal(20, 2),
                random.nextBoolean() ? BigDecimal.ZERO : decimal(50, 1),
                random.nextBoolean() ? Price.PartialPackage.COUNTS : Price.PartialPackage.IS_FREE);
    }

    BigDecimal quantity() {
        return random.nextInt(8) == 0 ? BigDecimal.ZERO : decimal(3_000, random.nextInt(4));
    }

    List<BigDecimal> quantities() {
        return random.ints(1 + random.nextInt(8), 0, 2)
                .mapToObj(any -> quantity())
                .filter(quantity -> quantity.signum() > 0)
                .toList();
    }

    int whole(int bound) {
        return random.nextInt(bound);
    }

    /** From 0 up to {@code bound}, with {@code digits} decimals. */
    BigDecimal decimal(int bound, int digits) {
        long units = random.nextLong(bound * BigDecimal.TEN.pow(digits).longValueExact());
        return BigDecimal.valueOf(units, digits);
    }
}
