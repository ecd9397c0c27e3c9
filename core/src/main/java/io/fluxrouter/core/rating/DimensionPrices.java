package io.fluxrouter.core.rating;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A charge's prices by the values of its meter's dimensions: {@code region=europe} at 20, {@code
 * region=usa} at 50. Where several fit, the one that names most dimensions wins, the first of
 * equals; a total that none fits has no price and is refused, never free.
 *
 * @param otherwise the price where none fits, if there is one
 */
public record DimensionPrices(List<Case> cases, Optional<Price> otherwise) {

    /** A price for totals whose dimensions have these values. */
    public record Case(Map<String, String> dimensions, Price price) {
        public Case {
            dimensions = Map.copyOf(dimensions);
        }

        boolean fits(Map<String, String> of) {
            return of.entrySet().containsAll(dimensions.entrySet());
        }
    }

    public DimensionPrices {
        cases = List.copyOf(cases);
        if (cases.stream().map(Case::dimensions).distinct().count() < cases.size()) {
            throw new IllegalArgumentException("two prices for the same dimensions");
        }
    }

    public static DimensionPrices same(Price price) {
        return new DimensionPrices(List.of(), Optional.of(price));
    }

    /** The price of a total with these values of its dimensions. */
    public Price priceOf(Map<String, String> dimensions) {
        return cases.stream()
                .filter(one -> one.fits(dimensions))
                .max(Comparator.comparingInt(one -> one.dimensions().size()))
                .map(Case::price)
                .or(() -> otherwise)
                .orElseThrow(() -> new IllegalArgumentException("no price for " + dimensions));
    }
}
