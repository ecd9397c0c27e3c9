package io.fluxrouter.console.page.price;

import io.fluxrouter.billing.plan.ChargePricing;
import io.fluxrouter.console.page.Show;
import io.fluxrouter.core.rating.Price;
import io.fluxrouter.core.rating.Tier;
import io.fluxrouter.core.rating.Tiers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says prices as people do: "1,000 at $0.10, then $0.08". */
public final class PriceWords {
    private PriceWords() {}

    /** One line for a price, one for each of several by dimension, and one for each bound. */
    public static List<String> of(ChargePricing pricing, String currency) {
        List<String> lines = new ArrayList<>();
        pricing.prices()
                .cases()
                .forEach(one -> lines.add(one.dimensions() + ": " + of(one.price(), currency)));
        pricing.prices().otherwise().ifPresent(price -> lines.add(of(price, currency)));
        if (pricing.included().units().signum() > 0) {
            lines.add("first " + plain(pricing.included().units()) + " included");
        }
        BigDecimal least = pricing.bounds().minimum();
        BigDecimal most = pricing.bounds().maximum();
        if (least != null) lines.add("at least " + Show.amount(currency, least));
        if (most != null) lines.add("at most " + Show.amount(currency, most));
        return lines;
    }

    static String of(Price price, String currency) {
        return switch (price) {
            case Price.PerUnit one -> Show.amount(currency, one.unitPrice()) + " each";
            case Price.Graduated one -> "each tier at its price: " + tiers(one.tiers(), currency);
            case Price.Volume one -> "all at the tier reached: " + tiers(one.tiers(), currency);
            case Price.Packaged one ->
                    Show.amount(currency, one.packagePrice()) + " per " + plain(one.size());
            case Price.Percentage one ->
                    Show.percent(one.share())
                            + " of each, plus "
                            + Show.amount(currency, one.fixedFee());
            case Price.GraduatedPercentage one -> "percent by tier: " + shares(one.tiers());
            case Price.CostPlus one -> costPlus(one.multiplier());
            case Price.Flat one -> Show.amount(currency, one.amount()) + " whatever is used";
        };
    }

    private static String costPlus(BigDecimal multiplier) {
        return multiplier.compareTo(BigDecimal.ONE) == 0
                ? "what it cost, as it is"
                : "what it cost, times " + plain(multiplier);
    }

    private static String tiers(Tiers tiers, String currency) {
        return tiers.tiers().stream()
                .map(tier -> upTo(tier) + Show.amount(currency, tier.unitPrice()) + flat(tier))
                .collect(Collectors.joining(", "));
    }

    private static String shares(Tiers tiers) {
        return tiers.tiers().stream()
                .map(tier -> upTo(tier) + Show.percent(tier.unitPrice()))
                .collect(Collectors.joining(", "));
    }

    private static String upTo(Tier tier) {
        BigDecimal upTo = tier.upTo();
        return upTo == null ? "then " : "to " + plain(upTo) + " ";
    }

    private static String flat(Tier tier) {
        return tier.flatFee().signum() == 0 ? "" : " + " + plain(tier.flatFee());
    }

    static String plain(BigDecimal number) {
        return Show.decimal(number);
    }
}
