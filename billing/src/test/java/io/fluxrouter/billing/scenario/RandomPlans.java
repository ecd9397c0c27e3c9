package io.fluxrouter.billing.scenario;

import io.fluxrouter.billing.plan.ChargePricing;
import io.fluxrouter.billing.scenario.NaivePlan.NaiveTier;
import io.fluxrouter.core.rating.DimensionPrices;
import io.fluxrouter.core.rating.IncludedUnits;
import io.fluxrouter.core.rating.Price;
import io.fluxrouter.core.rating.SpendBounds;
import io.fluxrouter.core.rating.Tier;
import io.fluxrouter.core.rating.Tiers;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Plans of every kind, and the same in the product's words. */
final class RandomPlans {
    private static final List<String> KINDS = List.of("unit", "graduated", "volume", "package");

    private RandomPlans() {}

    static NaivePlan next(Random random, String name) {
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        BigDecimal minimum = random.nextInt(3) == 0 ? decimal(random, 5_000, 2) : null;
        BigDecimal maximum =
                random.nextInt(4) == 0
                        ? decimal(random, 500_000, 2).add(BigDecimal.valueOf(60))
                        : null;
        return new NaivePlan(
                name,
                decimal(random, 10_000, 2),
                kind,
                tiers(random, kind),
                random.nextInt(3) == 0 ? decimal(random, 2_000, 0) : BigDecimal.ZERO,
                minimum,
                maximum);
    }

    private static List<NaiveTier> tiers(Random random, String kind) {
        BigDecimal first = decimal(random, 3_000, 0).add(BigDecimal.ONE);
        return switch (kind) {
            case "unit" -> List.of(new NaiveTier(null, decimal(random, 9_999, 4), BigDecimal.ZERO));
            case "package" ->
                    List.of(new NaiveTier(first, decimal(random, 9_999, 2), BigDecimal.ZERO));
            default ->
                    List.of(
                            tier(random, first),
                            tier(random, first.add(decimal(random, 20_000, 0)).add(BigDecimal.ONE)),
                            tier(random, null));
        };
    }

    private static NaiveTier tier(Random random, @Nullable BigDecimal upTo) {
        return new NaiveTier(upTo, decimal(random, 9_999, 4), decimal(random, 500, 2));
    }

    private static BigDecimal decimal(Random random, int bound, int scale) {
        return BigDecimal.valueOf(random.nextInt(bound), scale);
    }

    static ChargePricing pricing(NaivePlan plan) {
        return new ChargePricing(
                DimensionPrices.same(price(plan)),
                new IncludedUnits(plan.included()),
                new SpendBounds(plan.minimum(), plan.maximum()));
    }

    private static Price price(NaivePlan plan) {
        NaiveTier first = plan.tiers().getFirst();
        return switch (plan.kind()) {
            case "unit" -> new Price.PerUnit(first.price());
            case "graduated" -> new Price.Graduated(tiers(plan));
            case "volume" -> new Price.Volume(tiers(plan));
            case "package" ->
                    new Price.Packaged(
                            first.upTo() == null ? BigDecimal.ONE : first.upTo(),
                            first.price(),
                            BigDecimal.ZERO,
                            Price.PartialPackage.COUNTS);
            default -> throw new IllegalArgumentException(plan.kind());
        };
    }

    private static Tiers tiers(NaivePlan plan) {
        return Tiers.of(
                plan.tiers().stream()
                        .map(tier -> new Tier(tier.upTo(), tier.price(), tier.flat()))
                        .toList());
    }
}
