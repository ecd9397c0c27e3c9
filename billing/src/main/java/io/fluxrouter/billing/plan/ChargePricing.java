package io.fluxrouter.billing.plan;

import io.fluxrouter.core.rating.ChargeTerms;
import io.fluxrouter.core.rating.DimensionPrices;
import io.fluxrouter.core.rating.IncludedUnits;
import io.fluxrouter.core.rating.Price;
import io.fluxrouter.core.rating.SpendBounds;
import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All that a charge says about money. Included units and bounds are a whole charge's; which of
 * several prices they would be taken from first is anybody's guess, so a charge with prices by
 * dimension has none.
 */
public record ChargePricing(DimensionPrices prices, IncludedUnits included, SpendBounds bounds) {
    public ChargePricing {
        boolean bounded = bounds.minimum() != null || bounds.maximum() != null;
        if (!prices.cases().isEmpty() && (bounded || included.units().signum() > 0)) {
            throw new IllegalArgumentException(
                    "included units, minimum and maximum need one price for all dimensions");
        }
        if (prices.cases().isEmpty() && prices.otherwise().isEmpty()) {
            throw new IllegalArgumentException("a charge needs a price");
        }
        // Refuses what the terms refuse when the charge is written, not when it is billed.
        prices.otherwise().ifPresent(price -> new ChargeTerms(price, included, bounds));
    }

    public static ChargePricing of(Price price) {
        return new ChargePricing(DimensionPrices.same(price), IncludedUnits.NONE, SpendBounds.NONE);
    }

    public static ChargePricing perUnit(String unitPrice) {
        return of(new Price.PerUnit(new BigDecimal(unitPrice)));
    }

    /** The same included units and bounds at another price. */
    ChargePricing at(Price price) {
        return new ChargePricing(DimensionPrices.same(price), included, bounds);
    }

    /** If some price looks at each transaction, and not only at their sum. */
    public boolean needsTransactions() {
        return Stream.concat(
                        prices.otherwise().stream(),
                        prices.cases().stream().map(DimensionPrices.Case::price))
                .anyMatch(one -> one instanceof Price.Percentage share && !share.isProportional());
    }

    /** The names of the dimensions that prices look at, in order; empty for one price. */
    public Set<String> dimensions() {
        Set<String> names = new TreeSet<>();
        prices.cases().forEach(one -> names.addAll(one.dimensions().keySet()));
        return names;
    }
}
