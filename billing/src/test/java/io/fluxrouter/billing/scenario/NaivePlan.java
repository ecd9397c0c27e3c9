package io.fluxrouter.billing.scenario;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan as the naive biller reads it: a fee and one price for calls.
 *
 * @param kind unit, graduated, volume or package
 * @param tiers of one price: the last is open; of a package: its size and its price
 */
record NaivePlan(
        String name,
        BigDecimal fee,
        String kind,
        List<NaiveTier> tiers,
        BigDecimal included,
        @Nullable BigDecimal minimum,
        @Nullable BigDecimal maximum) {

    /**
     * Up to so many units at such a price, and a fee for being there; the last goes on for ever.
     */
    record NaiveTier(@Nullable BigDecimal upTo, BigDecimal price, BigDecimal flat) {}

    /** What calls cost, not rounded, before any bound. */
    BigDecimal price(BigDecimal units) {
        return switch (kind) {
            case "unit" -> units.multiply(tiers.getFirst().price());
            case "graduated" -> graduated(units);
            case "volume" -> volume(units);
            case "package" -> packaged(units);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** Walks up the stairs and takes from each step what lies on it. */
    private BigDecimal graduated(BigDecimal units) {
        BigDecimal cost = BigDecimal.ZERO;
        BigDecimal floor = BigDecimal.ZERO;
        for (NaiveTier tier : tiers) {
            boolean entered = floor.signum() == 0 || units.compareTo(floor) > 0;
            if (!entered) break;
            BigDecimal top = tier.upTo() == null ? units : units.min(tier.upTo());
            cost = cost.add(tier.flat()).add(top.subtract(floor).multiply(tier.price()));
            if (tier.upTo() == null) break;
            floor = tier.upTo();
        }
        return cost;
    }

    private BigDecimal volume(BigDecimal units) {
        for (NaiveTier tier : tiers) {
            if (tier.upTo() == null || units.compareTo(tier.upTo()) <= 0) {
                return units.multiply(tier.price()).add(tier.flat());
            }
        }
        throw new IllegalStateException("the last tier is not open");
    }

    /** Opens packages one after the other until all units are in one. */
    private BigDecimal packaged(BigDecimal units) {
        NaiveTier one = tiers.getFirst();
        BigDecimal size = one.upTo() == null ? BigDecimal.ONE : one.upTo();
        BigDecimal cost = BigDecimal.ZERO;
        for (BigDecimal room = BigDecimal.ZERO; room.compareTo(units) < 0; room = room.add(size)) {
            cost = cost.add(one.price());
        }
        return cost;
    }

    /**
     * The usage line and the line up to the minimum, in cents.
     *
     * @param days that the plan was in force
     * @param all days of the whole period
     */
    BigDecimal[] lines(BigDecimal units, long days, long all) {
        BigDecimal free = days == all ? included : share(included, days, all, 6);
        BigDecimal least =
                minimum == null
                        ? BigDecimal.ZERO
                        : days == all ? minimum : share(minimum, days, all, 2);
        BigDecimal paid = units.subtract(free);
        if (paid.signum() < 0) paid = BigDecimal.ZERO;
        BigDecimal cost = price(paid);
        if (maximum != null && cost.compareTo(maximum) > 0) cost = maximum;
        BigDecimal line = cents(cost);
        BigDecimal missing = cents(least.subtract(line));
        return new BigDecimal[] {line, missing.signum() < 0 ? cents(BigDecimal.ZERO) : missing};
    }

    static BigDecimal share(BigDecimal amount, long days, long all, int digits) {
        return amount.multiply(new BigDecimal(days))
                .divide(new BigDecimal(all), digits, RoundingMode.HALF_UP);
    }

    static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }
}
