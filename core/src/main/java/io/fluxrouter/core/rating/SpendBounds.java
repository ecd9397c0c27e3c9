package io.fluxrouter.core.rating;

import io.fluxrouter.core.period.Share;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a period of a charge costs at least and at most (billing.md 3.5); null is no bound. The
 * maximum is a discount on each part that passes it. The minimum is a line of its own, on the last
 * invoice of the period only, net of what was billed.
 */
public record SpendBounds(@Nullable BigDecimal minimum, @Nullable BigDecimal maximum) {
    public static final SpendBounds NONE = new SpendBounds(null, null);

    public SpendBounds {
        Amounts.notNegative("minimum spend", minimum);
        Amounts.notNegative("maximum spend", maximum);
        if (minimum != null && maximum != null && minimum.compareTo(maximum) > 0) {
            throw new IllegalArgumentException(
                    "minimum spend is above the maximum: " + minimum + ", " + maximum);
        }
    }

    /** A part with what the maximum takes off it; net = gross - discount. */
    public record CappedPart(RatedPart part, BigDecimal discount) {
        public BigDecimal net() {
            return part.amount().subtract(discount);
        }
    }

    /**
     * The bounds of a period of which only a share was served: the minimum is owed for the days
     * served, rounded half up; the maximum stays (billing.md 3.5).
     */
    public SpendBounds prorated(Share served, Rounding rounding) {
        return minimum == null
                ? this
                : new SpendBounds(served.of(minimum, rounding.scale()), maximum);
    }

    /** Takes off whatever passes the maximum, given what the period was billed before. */
    public List<CappedPart> capped(Rating rating, BigDecimal priorBilled) {
        List<CappedPart> capped = new ArrayList<>();
        BigDecimal total = priorBilled;
        for (RatedPart part : rating.parts()) {
            CappedPart next = new CappedPart(part, discount(part.amount(), total));
            total = total.add(next.net());
            capped.add(next);
        }
        return capped;
    }

    /** What is missing to the minimum; zero where there is none or it is reached. */
    public BigDecimal trueUp(BigDecimal billed) {
        return minimum == null ? BigDecimal.ZERO : Amounts.zeroIfNegative(minimum.subtract(billed));
    }

    /** Only what passes the maximum, and never more than the part itself. */
    private BigDecimal discount(BigDecimal gross, BigDecimal billedBefore) {
        if (maximum == null || gross.signum() <= 0) {
            return BigDecimal.ZERO;
        }
        return Amounts.zeroIfNegative(billedBefore.add(gross).subtract(maximum)).min(gross);
    }
}
