package io.fluxrouter.core.rating;

import io.fluxrouter.core.rating.SpendBounds.CappedPart;
import java.math.BigDecimal;
import java.util.List;

/**
 * All that turns a meter's total into a line: included units, then the price, then the maximum, one
 * rounding, then the minimum as a line of its own.
 */
public record ChargeTerms(Price price, IncludedUnits included, SpendBounds bounds) {
    public ChargeTerms {
        if (price instanceof Price.Percentage && included.units().signum() > 0) {
            throw new IllegalArgumentException(
                    "a percentage price has a free allowance of its own, not included units");
        }
    }

    public static ChargeTerms of(Price price) {
        return new ChargeTerms(price, IncludedUnits.NONE, SpendBounds.NONE);
    }

    /**
     * A charge of a period on paper.
     *
     * @param billable the quantity above the included units
     * @param discount what the maximum took off, exact
     * @param amount the line, rounded once
     * @param trueUp the further line up to the minimum, rounded; zero where it is reached
     */
    public record RatedCharge(
            BigDecimal billable,
            Rating rating,
            BigDecimal discount,
            BigDecimal amount,
            BigDecimal trueUp) {}

    /** Prices a whole period. */
    public RatedCharge rate(Usage usage, Rounding rounding) {
        BigDecimal billable = included.billable(usage.quantity());
        Rating rating = Rater.rate(price, new Usage(billable, usage.transactions()));
        List<CappedPart> capped = bounds.capped(rating, BigDecimal.ZERO);
        BigDecimal discount =
                capped.stream().map(CappedPart::discount).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal amount = rounding.round(rating.amount().subtract(discount));
        return new RatedCharge(
                billable, rating, discount, amount, rounding.round(bounds.trueUp(amount)));
    }
}
