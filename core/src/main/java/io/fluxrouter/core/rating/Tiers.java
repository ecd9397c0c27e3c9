package io.fluxrouter.core.rating;

import java.math.BigDecimal;
import java.util.List;

/**
 * The tiers of a price, ascending, without gap or overlap: each begins where the one before ends.
 * Only the last may be open; a quantity beyond a last tier that is closed has no price and is
 * refused, never free.
 *
 * @param flatFeeAtZero whether the first tier's flat fee is due when nothing was used, as Lago and
 *     OpenMeter bill it (billing.md 3.3)
 */
public record Tiers(List<Tier> tiers, boolean flatFeeAtZero) {

    public Tiers {
        tiers = List.copyOf(tiers);
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException("a tiered price needs at least one tier");
        }
        BigDecimal end = BigDecimal.ZERO;
        for (int i = 0; i < tiers.size(); i++) {
            BigDecimal upTo = tiers.get(i).upTo();
            if (upTo == null) {
                refuseOpenBeforeLast(i, tiers.size());
            } else if (upTo.compareTo(end) <= 0) {
                throw new IllegalArgumentException(
                        "tier %d must end above %s: %s".formatted(i + 1, plain(end), plain(upTo)));
            } else {
                end = upTo;
            }
        }
    }

    /** Tiers whose first flat fee is due in any case. */
    public static Tiers of(List<Tier> tiers) {
        return new Tiers(tiers, true);
    }

    /**
     * The number of the tier that holds this quantity, from 0; anything up to zero is in the first.
     */
    int indexOf(BigDecimal quantity) {
        for (int i = 0; i < tiers.size(); i++) {
            if (tiers.get(i).contains(quantity)) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "quantity %s is beyond the last tier, which ends at %s"
                        .formatted(plain(quantity), plain(endOf(tiers.size() - 1))));
    }

    /** Where a tier begins: its units are above this. */
    BigDecimal beginOf(int index) {
        return index == 0 ? BigDecimal.ZERO : endOf(index - 1);
    }

    private BigDecimal endOf(int index) {
        BigDecimal upTo = tiers.get(index).upTo();
        if (upTo == null) {
            throw new IllegalStateException("tier " + (index + 1) + " is open");
        }
        return upTo;
    }

    private static void refuseOpenBeforeLast(int index, int count) {
        if (index < count - 1) {
            throw new IllegalArgumentException(
                    "only the last tier may be open: tier %d of %d has no upper bound"
                            .formatted(index + 1, count));
        }
    }

    private static String plain(BigDecimal quantity) {
        return quantity.toPlainString();
    }
}
