package io.fluxrouter.billing.plan;

import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.core.rating.DimensionPrices;
import io.fluxrouter.core.rating.Price;
import io.fluxrouter.core.rating.Tier;
import io.fluxrouter.core.rating.Tiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last tier of a price, which goes on for ever: usage beyond one that ended would have no
 * price, and a period with such usage no invoice. A price that ends is refused when it is written;
 * one that was stored before this was asked goes on at the price of its last tier.
 */
final class LastTier {
    private LastTier() {}

    /**
     * Refuses tiers that end.
     *
     * @param sent what the price was read from
     * @param rows the name of its tiers there
     */
    static void requireOpen(Price price, PriceNode sent, String rows) {
        if (tiers(price).filter(tiers -> tiers.tiers().getLast().upTo() != null).isEmpty()) return;
        PriceNode last = sent.objects(rows).getLast();
        throw Fields.invalid(
                "The last tier must be open: usage beyond it would have no price.",
                last.path() + "." + PriceReader.upperBound(last));
    }

    static ChargePricing opened(ChargePricing stored) {
        List<DimensionPrices.Case> cases =
                stored.prices().cases().stream()
                        .map(one -> new DimensionPrices.Case(one.dimensions(), opened(one.price())))
                        .toList();
        return new ChargePricing(
                new DimensionPrices(cases, stored.prices().otherwise().map(LastTier::opened)),
                stored.included(),
                stored.bounds());
    }

    static Price opened(Price price) {
        return switch (price) {
            case Price.Graduated(Tiers tiers) -> new Price.Graduated(opened(tiers));
            case Price.Volume(Tiers tiers) -> new Price.Volume(opened(tiers));
            case Price.GraduatedPercentage(Tiers tiers) ->
                    new Price.GraduatedPercentage(opened(tiers));
            case Price.PerUnit _,
                    Price.Packaged _,
                    Price.Percentage _,
                    Price.CostPlus _,
                    Price.Flat _ ->
                    price;
        };
    }

    private static Tiers opened(Tiers tiers) {
        List<Tier> all = new ArrayList<>(tiers.tiers());
        Tier last = all.removeLast();
        all.add(new Tier(null, last.unitPrice(), last.flatFee()));
        return new Tiers(all, tiers.flatFeeAtZero());
    }

    private static Optional<Tiers> tiers(Price price) {
        return switch (price) {
            case Price.Graduated(Tiers tiers) -> Optional.of(tiers);
            case Price.Volume(Tiers tiers) -> Optional.of(tiers);
            case Price.GraduatedPercentage(Tiers tiers) -> Optional.of(tiers);
            case Price.PerUnit _,
                    Price.Packaged _,
                    Price.Percentage _,
                    Price.CostPlus _,
                    Price.Flat _ ->
                    Optional.empty();
        };
    }
}
