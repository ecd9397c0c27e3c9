package io.fluxrouter.console.page.price;

import io.fluxrouter.billing.plan.Charge;
import io.fluxrouter.billing.plan.ChargePricing;
import io.fluxrouter.billing.plan.Offer;
import io.fluxrouter.console.page.Show;
import io.fluxrouter.core.rating.ChargeTerms;
import io.fluxrouter.core.rating.Price;
import io.fluxrouter.core.rating.RatedPart;
import io.fluxrouter.core.rating.Rounding;
import io.fluxrouter.core.rating.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What quantities would cost in a whole period: by the rater that makes invoices.
 *
 * @param total of fees and lines, each rounded
 */
public record Simulation(String currency, List<Fee> fees, List<Line> lines, BigDecimal total) {
    public Simulation {
        fees = List.copyOf(fees);
        lines = List.copyOf(lines);
    }

    /** What is due whatever is used. */
    public record Fee(String name, BigDecimal amount) {}

    /**
     * A charge at a quantity.
     *
     * @param included units that cost nothing
     * @param discount what the maximum took off
     * @param trueUp what is missing to the minimum
     * @param problem why it has no price; null where it has one
     */
    public record Line(
            String name,
            BigDecimal quantity,
            BigDecimal included,
            List<Part> parts,
            BigDecimal discount,
            BigDecimal amount,
            BigDecimal trueUp,
            @Nullable String problem) {
        public Line {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Units of one tier.
     *
     * @param range in words: "1,001 to 5,000"
     * @param fill how full the tier is, for a bar; "" for one without an end
     */
    public record Part(
            int tier,
            String range,
            BigDecimal units,
            BigDecimal unitPrice,
            BigDecimal flatFee,
            BigDecimal amount,
            String fill) {}

    /**
     * Of a plan.
     *
     * @param quantities by {@link Dial#name}; zero where none is
     */
    static Simulation of(Offer offer, Map<String, BigDecimal> quantities) {
        Rounding rounding = offer.plan().rounding();
        List<Fee> fees =
                offer.fixedCharges().stream()
                        .map(one -> new Fee(one.displayName(), rounding.round(one.fee())))
                        .toList();
        List<Line> lines = new ArrayList<>();
        for (Charge charge : offer.usageCharges()) {
            for (Dial dial : Dial.of(charge)) {
                BigDecimal quantity = quantities.getOrDefault(dial.name(), BigDecimal.ZERO);
                lines.add(
                        line(
                                dial.title(),
                                terms(dial.price(), charge.pricing()),
                                quantity,
                                rounding));
            }
        }
        return new Simulation(offer.plan().currency(), fees, lines, total(rounding, fees, lines));
    }

    /** Of one charge that is not made yet. */
    static Simulation of(String currency, String name, ChargePricing pricing, BigDecimal quantity) {
        Rounding rounding = Rounding.toMinorUnit(currency);
        List<Line> lines =
                pricing.prices().otherwise().stream()
                        .map(price -> line(name, terms(price, pricing), quantity, rounding))
                        .toList();
        return new Simulation(currency, List.of(), lines, total(rounding, List.of(), lines));
    }

    private static BigDecimal total(Rounding rounding, List<Fee> fees, List<Line> lines) {
        List<BigDecimal> amounts = new ArrayList<>();
        fees.forEach(one -> amounts.add(one.amount()));
        for (Line line : lines) {
            amounts.add(line.amount());
            amounts.add(line.trueUp());
        }
        return rounding.sumOfRounded(amounts);
    }

    private static ChargeTerms terms(Price price, ChargePricing pricing) {
        return new ChargeTerms(price, pricing.included(), pricing.bounds());
    }

    private static Line line(
            String name, ChargeTerms terms, BigDecimal quantity, Rounding rounding) {
        try {
            ChargeTerms.RatedCharge rated = terms.rate(usage(terms.price(), quantity), rounding);
            return new Line(
                    name,
                    quantity,
                    quantity.subtract(rated.billable()).max(BigDecimal.ZERO),
                    rated.rating().parts().stream().map(Simulation::part).toList(),
                    rated.discount(),
                    rated.amount(),
                    rated.trueUp(),
                    null);
        } catch (IllegalArgumentException noPrice) {
            BigDecimal none = BigDecimal.ZERO;
            String why = String.valueOf(noPrice.getMessage());
            return new Line(name, quantity, none, List.of(), none, none, none, why);
        }
    }

    /** A price that looks at each transaction is shown one of this size. */
    private static Usage usage(Price price, BigDecimal quantity) {
        return price instanceof Price.Percentage && quantity.signum() > 0
                ? Usage.ofTransactions(List.of(quantity))
                : Usage.of(quantity);
    }

    private static Part part(RatedPart part) {
        return new Part(
                part.tier(),
                range(part),
                part.units(),
                part.unitPrice(),
                part.flatFee(),
                part.amount(),
                fill(part));
    }

    private static String range(RatedPart part) {
        BigDecimal upTo = part.upTo();
        if (upTo != null) return Show.decimal(part.from()) + " to " + Show.decimal(upTo);
        return part.from().signum() == 0 ? "all" : "above " + Show.decimal(part.from());
    }

    private static String fill(RatedPart part) {
        BigDecimal upTo = part.upTo();
        if (upTo == null) return "";
        return Dial.percent(part.units(), upTo.subtract(part.from()));
    }
}
