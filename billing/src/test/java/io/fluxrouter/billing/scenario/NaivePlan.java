package io.fluxrouter.billing.scenario;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan as the naive biller reads it: a fee and one price for calls.
 *
 * @param kind unit, graduated, volume, package, percentage, graduated_percentage, dynamic or flat
 * @param tiers of one price: the last is open; of a package: its size and its price; of a
 *     percentage: its rate, and what is fixed for each call
 */
record NaivePlan(
        String name,
        BigDecimal fee,
        NaiveMeter meter,
        String kind,
        List<NaiveTier> tiers,
        Each each,
        BigDecimal included,
        @Nullable BigDecimal minimum,
        @Nullable BigDecimal maximum) {

    /**
     * Up to so many units at such a price, and a fee for being there; the last goes on for ever.
     */
    record NaiveTier(@Nullable BigDecimal upTo, BigDecimal price, BigDecimal flat) {}

    /**
     * What a percentage asks of each call.
     *
     * @param free calls, and {@code freeAmount} of them all; zero for none
     */
    record Each(int free, BigDecimal freeAmount, BigDecimal least, @Nullable BigDecimal most) {
        static final Each NOTHING = new Each(0, BigDecimal.ZERO, BigDecimal.ZERO, null);
    }

    /** What calls cost, not rounded, before any bound. */
    BigDecimal price(BigDecimal units, List<BigDecimal> calls) {
        NaiveTier first = tiers.getFirst();
        return switch (kind) {
            case "unit", "dynamic" -> units.multiply(first.price());
            case "graduated", "graduated_percentage" -> graduated(units);
            case "volume" -> volume(units);
            case "package" -> packaged(units);
            case "percentage" -> percentage(isPlainShare() ? List.of(units) : calls);
            case "flat" -> first.flat();
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** Walks up the stairs and takes from each step what lies on it. */
    private BigDecimal graduated(BigDecimal units) {
        BigDecimal cost = BigDecimal.ZERO;
        BigDecimal floor = BigDecimal.ZERO;
        if (units.signum() < 0) return cost;
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
        if (units.signum() < 0) return BigDecimal.ZERO;
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

    private boolean isPlainShare() {
        boolean bounded = each.least().signum() > 0 || each.most() != null;
        return tiers.getFirst().flat().signum() == 0 && each.free() == 0 && !bounded;
    }

    /** Call by call: those for free, the one on the edge, and those that pay. */
    private BigDecimal percentage(List<BigDecimal> calls) {
        NaiveTier rate = tiers.getFirst();
        BigDecimal cost = BigDecimal.ZERO;
        BigDecimal given = BigDecimal.ZERO;
        int free = 0;
        boolean over = each.free() == 0 && each.freeAmount().signum() == 0;
        for (BigDecimal call : calls) {
            if (call.signum() < 0) {
                cost = cost.add(call.multiply(rate.price()));
                continue;
            }
            BigDecimal paid = call;
            if (!over && each.freeAmount().signum() > 0) {
                BigDecimal left = each.freeAmount().subtract(given);
                paid = call.compareTo(left) > 0 ? call.subtract(left) : BigDecimal.ZERO;
                given = given.add(call.subtract(paid));
            } else if (!over) {
                paid = BigDecimal.ZERO;
            }
            if (!over && paid.signum() == 0) {
                free++;
                over = free == each.free();
                continue;
            }
            over = true;
            BigDecimal fee = paid.multiply(rate.price()).add(rate.flat()).max(each.least());
            cost = cost.add(each.most() == null ? fee : fee.min(each.most()));
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal call : calls) sum = sum.add(call);
        return sum.signum() < 0 ? cost : cost.max(BigDecimal.ZERO);
    }

    /**
     * The usage line and the line up to the minimum, in cents.
     *
     * @param calls each by itself
     * @param days that the plan was in force
     * @param all days of the whole period
     */
    BigDecimal[] lines(BigDecimal units, List<BigDecimal> calls, long days, long all) {
        BigDecimal free = days == all ? included : share(included, days, all, 6);
        BigDecimal paid = units;
        if (free.signum() > 0) paid = units.subtract(free).max(BigDecimal.ZERO);
        BigDecimal cost = price(paid, calls);
        if (maximum != null && cost.compareTo(maximum) > 0) cost = maximum;
        BigDecimal line = cents(cost);
        if (minimum == null) return new BigDecimal[] {line, cents(BigDecimal.ZERO)};
        BigDecimal least = days == all ? minimum : share(minimum, days, all, 2);
        return new BigDecimal[] {line, cents(least.subtract(line).max(BigDecimal.ZERO))};
    }

    static BigDecimal share(BigDecimal amount, long days, long all, int digits) {
        return amount.multiply(new BigDecimal(days))
                .divide(new BigDecimal(all), digits, RoundingMode.HALF_UP);
    }

    static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }
}
