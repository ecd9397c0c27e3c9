package io.fluxrouter.billing.scenario;

import io.fluxrouter.billing.plan.ChargePricing;
import io.fluxrouter.billing.scenario.NaivePlan.Each;
import io.fluxrouter.billing.scenario.NaivePlan.NaiveTier;
import io.fluxrouter.core.meter.Aggregation;
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

/** Plans of every kind of price and of meter, and the same in the product's words. */
final class RandomPlans {
    static final List<String> KINDS =
            List.of(
                    "unit",
                    "graduated",
                    "volume",
                    "package",
                    "percentage",
                    "graduated_percentage",
                    "dynamic",
                    "flat");

    private static final List<Aggregation> AGGREGATIONS = List.of(Aggregation.values());

    private RandomPlans() {}

    static NaivePlan next(Random random, String name) {
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        // Most calls are added up; every other way to count comes often enough.
        Aggregation aggregation =
                random.nextInt(3) == 0
                        ? Aggregation.SUM
                        : AGGREGATIONS.get(random.nextInt(AGGREGATIONS.size()));
        BigDecimal minimum = random.nextInt(3) == 0 ? decimal(random, 5_000, 2) : null;
        BigDecimal maximum =
                random.nextInt(4) == 0
                        ? decimal(random, 500_000, 2).add(BigDecimal.valueOf(60))
                        : null;
        boolean includes = !kind.equals("percentage") && random.nextInt(3) == 0;
        return new NaivePlan(
                name,
                decimal(random, 10_000, 2),
                new NaiveMeter(aggregation.name()),
                kind,
                tiers(random, kind),
                kind.equals("percentage") ? each(random) : Each.NOTHING,
                includes ? decimal(random, 2_000, 0) : BigDecimal.ZERO,
                minimum,
                maximum);
    }

    private static List<NaiveTier> tiers(Random random, String kind) {
        BigDecimal first = decimal(random, 3_000, 0).add(BigDecimal.ONE);
        return switch (kind) {
            case "unit", "dynamic" ->
                    List.of(new NaiveTier(null, decimal(random, 9_999, 4), BigDecimal.ZERO));
            case "package" ->
                    List.of(new NaiveTier(first, decimal(random, 9_999, 2), BigDecimal.ZERO));
            case "percentage" -> List.of(tier(random, null));
            case "flat" -> List.of(new NaiveTier(null, BigDecimal.ZERO, decimal(random, 9_999, 2)));
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

    private static Each each(Random random) {
        BigDecimal least = random.nextBoolean() ? decimal(random, 300, 2) : BigDecimal.ZERO;
        return new Each(
                random.nextBoolean() ? random.nextInt(6) : 0,
                random.nextBoolean() ? decimal(random, 9_000, 1) : BigDecimal.ZERO,
                least,
                random.nextBoolean() ? least.add(decimal(random, 90_000, 2)) : null);
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
        Each each = plan.each();
        return switch (plan.kind()) {
            case "unit" -> new Price.PerUnit(first.price());
            case "dynamic" -> new Price.CostPlus(first.price());
            case "graduated" -> new Price.Graduated(tiers(plan));
            case "graduated_percentage" -> new Price.GraduatedPercentage(tiers(plan));
            case "volume" -> new Price.Volume(tiers(plan));
            case "flat" -> new Price.Flat(first.flat());
            case "package" ->
                    new Price.Packaged(
                            first.upTo() == null ? BigDecimal.ONE : first.upTo(),
                            first.price(),
                            BigDecimal.ZERO,
                            Price.PartialPackage.COUNTS);
            case "percentage" ->
                    new Price.Percentage(
                            first.price(),
                            first.flat(),
                            new Price.FreeAllowance(each.free(), each.freeAmount()),
                            each.least().signum() == 0 ? null : each.least(),
                            each.most());
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
