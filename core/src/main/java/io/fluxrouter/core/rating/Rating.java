package io.fluxrouter.core.rating;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An exact amount that explains itself: the parts it is the sum of. Invoice run, preview and proof
 * show the same one.
 */
public record Rating(List<RatedPart> parts) {
    static final Rating NOTHING = new Rating(List.of());

    public Rating {
        parts = List.copyOf(parts);
    }

    /** The exact sum of the parts, not rounded. */
    public BigDecimal amount() {
        return parts.stream().map(RatedPart::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /**
     * What is to be added to {@code earlier} to arrive here. Parts of the same tier and price are
     * subtracted; an earlier part whose price no longer applies is taken back whole, and stands
     * first (billing.md 3.10, {@code om-delta}).
     */
    public Rating minus(Rating earlier) {
        List<RatedPart> difference = new ArrayList<>();
        for (RatedPart old : earlier.parts) {
            if (find(old).isEmpty()) {
                difference.add(old.negated());
            }
        }
        for (RatedPart part : parts) {
            difference.add(earlier.find(part).map(part::minus).orElse(part));
        }
        difference.removeIf(RatedPart::isEmpty);
        return new Rating(difference);
    }

    private Optional<RatedPart> find(RatedPart like) {
        return parts.stream().filter(like::isOfSameComponent).findFirst();
    }
}
