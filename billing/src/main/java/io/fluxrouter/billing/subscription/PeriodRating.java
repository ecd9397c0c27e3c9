package io.fluxrouter.billing.subscription;

import io.fluxrouter.billing.plan.Charge;
import io.fluxrouter.billing.plan.ChargePricing;
import io.fluxrouter.billing.subscription.PeriodTerms.Phase;
import io.fluxrouter.billing.subscription.Quantities.DimensionTotal;
import io.fluxrouter.core.period.Period;
import io.fluxrouter.core.period.Share;
import io.fluxrouter.core.rating.ChargeTerms;
import io.fluxrouter.core.rating.ChargeTerms.RatedCharge;
import io.fluxrouter.core.rating.IncludedUnits;
import io.fluxrouter.core.rating.Rounding;
import io.fluxrouter.core.rating.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The lines of a period. Pure but for the quantities it asks for: the preview, the invoice run and
 * the proof call it, so they cannot disagree.
 *
 * <p>Usage is rated by the version in force when it was counted. Where a version was in force for
 * some of the period's days only, its included units and minimum are those days' share, as its fee
 * is; tiers and the maximum are whole.
 */
public final class PeriodRating {
    /** Decimals of a share of included units, half up. */
    private static final int UNIT_DIGITS = 6;

    private PeriodRating() {}

    /** Fees and changes first, then usage; a trial has no lines. */
    public static List<RatedLine> lines(PeriodTerms terms, Quantities quantities) {
        List<RatedLine> lines = new ArrayList<>();
        for (PendingLine pending : terms.pending()) lines.add(line(terms, pending));
        if (terms.period().trial()) return lines;
        for (Phase phase : terms.phases()) {
            for (Charge charge : phase.offer().usageCharges()) {
                lines.addAll(usage(terms, phase, charge, quantities));
            }
        }
        return lines;
    }

    /** The sum of lines, each of which is rounded. */
    public static BigDecimal subtotal(PeriodTerms terms, List<RatedLine> lines) {
        return terms.rounding().sumOfRounded(lines.stream().map(RatedLine::amount).toList());
    }

    private static RatedLine line(PeriodTerms terms, PendingLine pending) {
        return new RatedLine(
                switch (pending.kind()) {
                    case FEE -> RatedLine.Kind.FEE;
                    case UNUSED -> RatedLine.Kind.UNUSED;
                    case REMAINING -> RatedLine.Kind.REMAINING;
                },
                pending.description(),
                pending.chargeId(),
                Map.of(),
                BigDecimal.ONE,
                Optional.empty(),
                pending.amount(),
                new Period(pending.from(), pending.until(), terms.period().span().zone()));
    }

    private static List<RatedLine> usage(
            PeriodTerms terms, Phase phase, Charge charge, Quantities quantities) {
        Period span = new Period(phase.start(), phase.end(), terms.period().span().zone());
        List<DimensionTotal> totals = counted(terms, charge, span, quantities);
        List<DimensionTotal> counted = totals.isEmpty() ? nothing(charge) : totals;
        Share share = terms.period().share(phase.start(), phase.end());
        List<RatedLine> lines = new ArrayList<>();
        for (DimensionTotal total : counted) {
            ChargeTerms rated = termsFor(charge.pricing(), total, share, terms.rounding());
            lines.addAll(lines(charge, total, span, rated.rate(total.usage(), terms.rounding())));
        }
        return lines;
    }

    private static List<DimensionTotal> counted(
            PeriodTerms terms, Charge charge, Period span, Quantities quantities) {
        Set<String> dimensions = charge.pricing().dimensions();
        return charge.pricing().needsTransactions()
                ? quantities.transactions(terms.customer(), charge.requireMeter(), span, dimensions)
                : quantities.totals(terms.customer(), charge.requireMeter(), span, dimensions);
    }

    /** A charge without usage may still have a flat fee, or a minimum. */
    private static List<DimensionTotal> nothing(Charge charge) {
        return charge.pricing().dimensions().isEmpty()
                ? List.of(new DimensionTotal(Map.of(), Usage.of(BigDecimal.ZERO)))
                : List.of();
    }

    private static ChargeTerms termsFor(
            ChargePricing pricing, DimensionTotal total, Share share, Rounding rounding) {
        boolean whole = share.part() == share.whole();
        return new ChargeTerms(
                pricing.prices().priceOf(total.dimensions()),
                whole
                        ? pricing.included()
                        : new IncludedUnits(share.of(pricing.included().units(), UNIT_DIGITS)),
                whole ? pricing.bounds() : pricing.bounds().prorated(share, rounding));
    }

    private static List<RatedLine> lines(
            Charge charge, DimensionTotal total, Period span, RatedCharge rated) {
        List<RatedLine> lines = new ArrayList<>();
        lines.add(
                new RatedLine(
                        RatedLine.Kind.USAGE,
                        charge.displayName(),
                        charge.id(),
                        total.dimensions(),
                        total.usage().quantity(),
                        Optional.of(rated.rating()),
                        rated.amount(),
                        span));
        if (rated.trueUp().signum() != 0) {
            lines.add(
                    new RatedLine(
                            RatedLine.Kind.MINIMUM,
                            charge.displayName() + ": minimum spend",
                            charge.id(),
                            Map.of(),
                            BigDecimal.ONE,
                            Optional.empty(),
                            rated.trueUp(),
                            span));
        }
        return lines;
    }
}
