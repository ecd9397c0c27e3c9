package io.fluxrouter.app.rate;

import io.fluxrouter.core.rating.IncludedUnits;
import io.fluxrouter.core.rating.LargestRemainder;
import io.fluxrouter.core.rating.Price;
import io.fluxrouter.core.rating.RatedPart;
import io.fluxrouter.core.rating.Rater;
import io.fluxrouter.core.rating.Rating;
import io.fluxrouter.core.rating.Rounding;
import io.fluxrouter.core.rating.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The kinds about prices, rounding and allocation. */
final class RatingKinds {

    private RatingKinds() {}

    static Map<String, PaperCharge> kinds() {
        Map<String, PaperCharge> kinds = new HashMap<>(SpendKinds.kinds());
        kinds.put("unit", input -> line(input, PriceFields.perUnit(input)));
        kinds.put("dynamic", RatingKinds::dynamic);
        kinds.put("graduated", input -> tiered(input, PriceFields.graduated(input)));
        kinds.put("graduated_incremental", RatingKinds::graduatedIncremental);
        kinds.put("volume", input -> exact(input, new Price.Volume(PriceFields.tiers(input))));
        kinds.put("package", input -> exact(input, PriceFields.packaged(input)));
        kinds.put("package_incremental", RatingKinds::packageIncremental);
        kinds.put("package_count", RatingKinds::packageCount);
        kinds.put("percentage", RatingKinds::percentage);
        kinds.put(
                "graduated_percentage",
                input -> exact(input, PriceFields.graduatedPercentage(input)));
        kinds.put("included_units", RatingKinds::includedUnits);
        kinds.put("rounding", RatingKinds::rounding);
        kinds.put("line_rounding_sum", RatingKinds::lineRoundingSum);
        kinds.put("allocation", RatingKinds::allocation);
        return kinds;
    }

    /** A line of an invoice: rounded once, unless the input names no currency. */
    private static PaperResult line(PaperInput input, Price price) {
        return rounded(input, Rater.rate(price, billable(input)));
    }

    private static PaperResult dynamic(PaperInput input) {
        Price price = new Price.CostPlus(input.decimal("multiplier"));
        return rounded(input, Rater.rate(price, input.decimal("usage_value")));
    }

    private static PaperResult rounded(PaperInput input, Rating rating) {
        Rounding rounding = PriceFields.findRounding(input);
        return PaperResult.of(
                "amount",
                rounding == null ? plain(rating.amount()) : rounding.round(rating.amount()));
    }

    /** A price as its source prints it: exact, before the line is rounded. */
    private static PaperResult exact(PaperInput input, Price price) {
        return amount(Rater.rate(price, billable(input)));
    }

    private static PaperResult tiered(PaperInput input, Price price) {
        Rating rating = Rater.rate(price, billable(input));
        List<PaperResult> lines = new ArrayList<>();
        for (RatedPart part : rating.parts()) {
            if (part.usageAmount().signum() != 0) {
                lines.add(
                        tier(part)
                                .put("part", "usage")
                                .put("quantity", plain(part.units()))
                                .put("amount", plain(part.usageAmount())));
            }
            if (part.flatFee().signum() != 0) {
                lines.add(tier(part).put("part", "flat").put("amount", plain(part.flatFee())));
            }
        }
        return amount(rating).putAll("lines", lines);
    }

    private static PaperResult graduatedIncremental(PaperInput input) {
        Rating rating = increment(input, PriceFields.graduated(input));
        List<PaperResult> lines = new ArrayList<>();
        for (RatedPart part : rating.parts()) {
            if (part.amount().signum() != 0) {
                lines.add(
                        tier(part)
                                .put("quantity", plain(part.units()))
                                .put("amount", plain(part.amount())));
            }
        }
        return amount(rating).putAll("lines", lines);
    }

    private static PaperResult packageIncremental(PaperInput input) {
        return amount(increment(input, PriceFields.packaged(input)));
    }

    private static Rating increment(PaperInput input, Price price) {
        return Rater.increment(price, input.decimal("prior_quantity"), input.decimal("quantity"));
    }

    private static PaperResult packageCount(PaperInput input) {
        Price.Packaged price = PriceFields.packaged(input);
        return new PaperResult()
                .putDecimals(
                        "packages",
                        input.decimals("quantities").stream()
                                .map(quantity -> Rater.packages(price, quantity))
                                .toList());
    }

    private static PaperResult percentage(PaperInput input) {
        Usage usage = Usage.ofTransactions(input.decimals("transactions"));
        return amount(Rater.rate(PriceFields.percentage(input), usage));
    }

    private static PaperResult includedUnits(PaperInput input) {
        IncludedUnits included = new IncludedUnits(input.decimal("included_units"));
        BigDecimal prior = input.decimal("prior_quantity", BigDecimal.ZERO);
        return new PaperResult()
                .put("billable_prior", plain(included.billable(prior)))
                .put(
                        "billable_quantity",
                        plain(included.billable(prior, input.decimal("quantity"))));
    }

    private static PaperResult rounding(PaperInput input) {
        return PaperResult.of("value", withMode(input).round(input.decimal("value")));
    }

    private static PaperResult lineRoundingSum(PaperInput input) {
        return PaperResult.of(
                "total", withMode(input).sumOfRounded(input.decimals("unrounded_lines")));
    }

    private static PaperResult allocation(PaperInput input) {
        input.oneOf("method", "largest_remainder", List.of("largest_remainder"), name -> name);
        return new PaperResult()
                .putDecimals(
                        "parts",
                        LargestRemainder.split(
                                input.decimal("total"),
                                input.decimals("weights"),
                                PriceFields.rounding(input).scale()));
    }

    /**
     * The rounding of the input in the mode that {@code mode} names, half up where it names none.
     */
    private static Rounding withMode(PaperInput input) {
        List<RoundingMode> modes =
                List.of(
                        RoundingMode.HALF_UP,
                        RoundingMode.HALF_EVEN,
                        RoundingMode.HALF_DOWN,
                        RoundingMode.UP,
                        RoundingMode.DOWN,
                        RoundingMode.CEILING,
                        RoundingMode.FLOOR);
        RoundingMode mode = input.oneOf("mode", RoundingMode.HALF_UP, modes, RoundingMode::name);
        return new Rounding(PriceFields.rounding(input).scale(), mode);
    }

    /** The quantity above the included units, where there are some. */
    private static BigDecimal billable(PaperInput input) {
        BigDecimal included = input.decimal("included_units", BigDecimal.ZERO);
        return new IncludedUnits(included).billable(input.decimal("quantity"));
    }

    private static PaperResult tier(RatedPart part) {
        return new PaperResult().put("tier", part.tier());
    }

    private static PaperResult amount(Rating rating) {
        return PaperResult.of("amount", plain(rating.amount()));
    }

    /** Without zeros that only a multiplication left behind. */
    static BigDecimal plain(BigDecimal value) {
        return value.stripTrailingZeros();
    }
}
