package io.fluxrouter.core.rating;

import io.fluxrouter.core.rating.Price.CostPlus;
import io.fluxrouter.core.rating.Price.Flat;
import io.fluxrouter.core.rating.Price.Graduated;
import io.fluxrouter.core.rating.Price.GraduatedPercentage;
import io.fluxrouter.core.rating.Price.Packaged;
import io.fluxrouter.core.rating.Price.PartialPackage;
import io.fluxrouter.core.rating.Price.PerUnit;
import io.fluxrouter.core.rating.Price.Percentage;
import io.fluxrouter.core.rating.Price.Volume;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The one way from usage to money. Pure: the same price and usage give the same parts, in the
 * invoice run, in the preview and in the proof. Nothing is rounded here.
 *
 * <p>A negative quantity makes a negative amount where each unit has one price (per unit, cost
 * plus). It reaches no tier and no package, so there it costs nothing, flat fees included.
 */
public final class Rater {

    private Rater() {}

    /** Prices a period's usage; throws {@link IllegalArgumentException} where it has no price. */
    public static Rating rate(Price price, Usage usage) {
        BigDecimal quantity = usage.quantity();
        return switch (price) {
            case PerUnit(BigDecimal unitPrice) -> linear(quantity, unitPrice);
            case CostPlus(BigDecimal multiplier) -> linear(quantity, multiplier);
            case Graduated(Tiers tiers) -> graduated(tiers, quantity);
            case GraduatedPercentage(Tiers tiers) -> graduated(tiers, quantity);
            case Volume(Tiers tiers) -> volume(tiers, quantity);
            case Packaged packaged -> linear(packages(packaged, quantity), packaged.packagePrice());
            case Percentage percentage -> PercentageRater.rate(percentage, usage);
            case Flat(BigDecimal amount) ->
                    new Rating(
                            List.of(RatedPart.untiered(BigDecimal.ZERO, BigDecimal.ZERO, amount)));
        };
    }

    public static Rating rate(Price price, BigDecimal quantity) {
        return rate(price, Usage.of(quantity));
    }

    /**
     * Prices only what comes on top of usage that was billed before in the same period, so that the
     * steps add up to the whole: f(prior + quantity) - f(prior) (billing.md 3.3 and 3.4). Nothing
     * was billed for a prior quantity of zero. Volume prices are refused, because a step of theirs
     * may be negative.
     */
    public static Rating increment(Price price, BigDecimal prior, BigDecimal quantity) {
        if (prior.signum() == 0) {
            return quantity.signum() == 0 ? Rating.NOTHING : rate(price, quantity);
        }
        if (price instanceof Volume) {
            throw new IllegalArgumentException("a volume price cannot be billed progressively");
        }
        return rate(price, prior.add(quantity)).minus(rate(price, prior));
    }

    /** How many packages a quantity takes: ceil((quantity - free) / size) (billing.md 3.4). */
    public static BigDecimal packages(Packaged price, BigDecimal quantity) {
        BigDecimal paid = Amounts.zeroIfNegative(quantity.subtract(price.freeUnits()));
        BigDecimal[] whole = paid.divideAndRemainder(price.size());
        boolean oneMore = price.partialPackage() == PartialPackage.COUNTS && whole[1].signum() > 0;
        BigDecimal count = oneMore ? whole[0].add(BigDecimal.ONE) : whole[0];
        return count.setScale(0, RoundingMode.UNNECESSARY);
    }

    private static Rating linear(BigDecimal units, BigDecimal unitPrice) {
        return new Rating(List.of(RatedPart.untiered(units, unitPrice, BigDecimal.ZERO)));
    }

    private static Rating graduated(Tiers tiers, BigDecimal quantity) {
        if (quantity.signum() < 0) {
            return Rating.NOTHING;
        }
        int last = tiers.indexOf(quantity);
        List<RatedPart> parts = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            BigDecimal end = tiers.tiers().get(i).upTo();
            BigDecimal reached = i == last || end == null ? quantity : end;
            parts.add(part(tiers, i, quantity, reached.subtract(tiers.beginOf(i))));
        }
        return new Rating(parts);
    }

    private static Rating volume(Tiers tiers, BigDecimal quantity) {
        if (quantity.signum() < 0) {
            return Rating.NOTHING;
        }
        return new Rating(List.of(part(tiers, tiers.indexOf(quantity), quantity, quantity)));
    }

    private static RatedPart part(Tiers tiers, int index, BigDecimal total, BigDecimal units) {
        Tier tier = tiers.tiers().get(index);
        boolean feeIsDue = total.signum() > 0 || tiers.flatFeeAtZero();
        return new RatedPart(
                index + 1,
                tiers.beginOf(index),
                tier.upTo(),
                units,
                tier.unitPrice(),
                feeIsDue ? tier.flatFee() : BigDecimal.ZERO);
    }
}
