package io.fluxrouter.app.rate;

import static io.fluxrouter.app.rate.RatingKinds.plain;

import io.fluxrouter.core.invoice.InvoiceTotals;
import io.fluxrouter.core.invoice.LineItem;
import io.fluxrouter.core.invoice.TaxRate;
import io.fluxrouter.core.period.Share;
import io.fluxrouter.core.rating.Correction;
import io.fluxrouter.core.rating.Correction.Billed;
import io.fluxrouter.core.rating.Price;
import io.fluxrouter.core.rating.ProgressiveCredit;
import io.fluxrouter.core.rating.RatedPart;
import io.fluxrouter.core.rating.Rater;
import io.fluxrouter.core.rating.Rating;
import io.fluxrouter.core.rating.Rounding;
import io.fluxrouter.core.rating.SpendBounds;
import io.fluxrouter.core.rating.SpendBounds.CappedPart;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The kinds about what a period costs in all: bounds, thresholds, and usage known late. */
final class SpendKinds {

    private SpendKinds() {}

    static Map<String, PaperCharge> kinds() {
        return Map.of(
                "minimum_spend", SpendKinds::minimumSpend,
                "maximum_spend", SpendKinds::maximumSpend,
                "progressive_billing", SpendKinds::progressiveBilling,
                "delta_rating", SpendKinds::deltaRating);
    }

    /** A minimum of a charge has a price beside it; a minimum of a plan has the usage's amounts. */
    private static PaperResult minimumSpend(PaperInput input) {
        return input.has("quantity") ? minimumOfCharge(input) : minimumOfPlan(input);
    }

    private static PaperResult minimumOfCharge(PaperInput input) {
        SpendBounds bounds = new SpendBounds(minimum(input), input.findDecimal("maximum_amount"));
        BigDecimal priorBilled = input.decimal("prior_billed", BigDecimal.ZERO);
        BigDecimal amount =
                bounds.capped(increment(input), priorBilled).stream()
                        .map(CappedPart::net)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal trueUp = bounds.trueUp(priorBilled.add(amount));
        return PaperResult.of("amount", plain(amount.add(trueUp))).put("true_up", plain(trueUp));
    }

    private static PaperResult minimumOfPlan(PaperInput input) {
        Rounding rounding = PriceFields.rounding(input);
        List<BigDecimal> usage = usageLines(input).stream().map(rounding::round).toList();
        int days = input.integer("period_days", 1);
        Share served = new Share(input.integer("used_days", days), days);
        BigDecimal trueUp =
                new SpendBounds(minimum(input), null)
                        .prorated(served, rounding)
                        .trueUp(sum(usage))
                        .setScale(rounding.scale());
        List<TaxRate> taxes =
                List.of(new TaxRate("tax", input.decimal("tax_percent", BigDecimal.ZERO)));
        List<LineItem> lines = new ArrayList<>();
        usage.forEach(amount -> lines.add(new LineItem("usage", amount, taxes)));
        lines.add(new LineItem("minimum", trueUp, taxes));
        InvoiceTotals totals = InvoiceTotals.of(lines, List.of(), rounding);
        BigDecimal creditNote = input.decimal("credit_note", BigDecimal.ZERO);
        return PaperResult.of("true_up", trueUp)
                .put("true_up_tax", totals.lineTaxes().getLast())
                .put("usage_tax", totals.tax().subtract(totals.lineTaxes().getLast()))
                .put("fees", totals.subtotal())
                .put("taxes", totals.tax())
                .put("total", totals.dueAfter(creditNote));
    }

    private static List<BigDecimal> usageLines(PaperInput input) {
        return input.has("usage_lines")
                ? input.decimals("usage_lines")
                : List.of(input.decimal("usage"));
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal minimum(PaperInput input) {
        return input.decimal(input.has("minimum_amount") ? "minimum_amount" : "minimum");
    }

    private static PaperResult maximumSpend(PaperInput input) {
        SpendBounds bounds = new SpendBounds(null, input.decimal("maximum_amount"));
        BigDecimal priorBilled = input.decimal("prior_billed", BigDecimal.ZERO);
        BigDecimal net = BigDecimal.ZERO;
        BigDecimal discount = BigDecimal.ZERO;
        List<PaperResult> lines = new ArrayList<>();
        for (CappedPart capped : bounds.capped(increment(input), priorBilled)) {
            net = net.add(capped.net());
            discount = discount.add(capped.discount());
            if (capped.part().amount().signum() != 0) {
                lines.add(
                        new PaperResult()
                                .put("tier", capped.part().tier())
                                .put("gross", plain(capped.part().amount()))
                                .put("discount", plain(capped.discount()))
                                .put("net", plain(capped.net())));
            }
        }
        return PaperResult.of("amount", plain(net))
                .put("discount", plain(discount))
                .putAll("lines", lines);
    }

    /** The whole of a period, or what comes on top of a prior quantity. */
    private static Rating increment(PaperInput input) {
        Price price = PriceFields.price(input);
        BigDecimal quantity = input.decimal("quantity");
        return input.has("prior_quantity")
                ? Rater.increment(price, input.decimal("prior_quantity"), quantity)
                : Rater.rate(price, quantity);
    }

    private static PaperResult progressiveBilling(PaperInput input) {
        Rounding rounding = PriceFields.rounding(input);
        Rating usage = Rater.rate(PriceFields.perUnit(input), input.decimal("usage_units_total"));
        BigDecimal fees =
                input.decimal("subscription_fee", BigDecimal.ZERO)
                        .add(rounding.round(usage.amount()));
        ProgressiveCredit credit = new ProgressiveCredit(fees, billedBefore(input));
        return PaperResult.of("fees", fees)
                .put("progressive_credit", credit.credit())
                .put("total", credit.total());
    }

    private static BigDecimal billedBefore(PaperInput input) {
        return input.isList("progressive_invoice")
                ? sum(input.decimals("progressive_invoice"))
                : input.decimal("progressive_invoice", BigDecimal.ZERO);
    }

    private static PaperResult deltaRating(PaperInput input) {
        Rounding rounding = PriceFields.rounding(input);
        Price price =
                input.has("new_unit_price")
                        ? new Price.PerUnit(input.decimal("new_unit_price"))
                        : PriceFields.price(input);
        Rating now = Rater.rate(price, input.decimal("new_total_quantity"));
        List<Billed> billed =
                input.has("already_billed")
                        ? input.objects("already_billed").stream()
                                .map(line -> billed(line, now))
                                .toList()
                        : Correction.billed(
                                Rater.rate(price, input.decimal("already_billed_quantity")),
                                rounding);
        Correction correction = Correction.of(billed, now, rounding);
        return new PaperResult()
                .putDecimals("lines", correction.lines())
                .put("net", correction.net());
    }

    /** A line that does not say its tier was billed in the one that has its price now. */
    private static Billed billed(PaperInput line, Rating now) {
        BigDecimal unitPrice = line.decimal("unit_price");
        int sameTier =
                now.parts().stream()
                        .filter(part -> part.unitPrice().compareTo(unitPrice) == 0)
                        .map(RatedPart::tier)
                        .findFirst()
                        .orElse(1);
        return Billed.line(
                line.integer("tier", sameTier),
                line.decimal("quantity"),
                unitPrice,
                line.decimal("amount"));
    }
}
