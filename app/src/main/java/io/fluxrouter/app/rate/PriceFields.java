package io.fluxrouter.app.rate;

import io.fluxrouter.core.rating.Price;
import io.fluxrouter.core.rating.Price.FreeAllowance;
import io.fluxrouter.core.rating.Price.PartialPackage;
import io.fluxrouter.core.rating.Rounding;
import io.fluxrouter.core.rating.Tier;
import io.fluxrouter.core.rating.Tiers;
import io.fluxrouter.core.rating.UsagePricingRule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prices and roundings as a case's input writes them. */
final class PriceFields {

    private PriceFields() {}

    /**
     * The price of an input: the one that {@code mode} names, else the one whose fields are there.
     * Tiers are graduated unless the mode says volume (DESIGN 8).
     */
    static Price price(PaperInput input) {
        String mode = input.text("mode", mode(input)).toLowerCase(Locale.ROOT);
        return switch (mode) {
            case "unit", "per_unit" -> perUnit(input);
            case "graduated" -> graduated(input);
            case "volume" -> new Price.Volume(tiers(input));
            case "package" -> packaged(input);
            case "percentage" -> percentage(input);
            case "graduated_percentage" -> graduatedPercentage(input);
            case "dynamic" -> new Price.CostPlus(input.decimal("multiplier"));
            case "flat" -> new Price.Flat(input.decimal("flat_amount"));
            default ->
                    throw input.invalid(
                            "mode",
                            "unit, graduated, volume, package, percentage, graduated_percentage,"
                                    + " dynamic or flat");
        };
    }

    private static String mode(PaperInput input) {
        if (input.has("tiers")) return "graduated";
        if (input.has("package_size")) return "package";
        if (input.has("rate_percent")) return "percentage";
        if (input.has("multiplier")) return "dynamic";
        return input.has("flat_amount") ? "flat" : "unit";
    }

    /** {@code unit_price}, in the unit of the amounts, or {@code unit_price_major}. */
    static Price.PerUnit perUnit(PaperInput input) {
        if (!input.has("unit_price_major")) {
            return new Price.PerUnit(input.decimal("unit_price"));
        }
        BigDecimal major = input.decimal("unit_price_major");
        if (!isInCents(input)) {
            return new Price.PerUnit(major);
        }
        int digits = Rounding.toMinorUnit(input.text("currency")).scale();
        return new Price.PerUnit(major.movePointRight(digits));
    }

    static Price.Graduated graduated(PaperInput input) {
        return new Price.Graduated(tiers(input));
    }

    static Tiers tiers(PaperInput input) {
        return tiers(input, PriceFields::unitPrice);
    }

    static Price.GraduatedPercentage graduatedPercentage(PaperInput input) {
        return new Price.GraduatedPercentage(tiers(input, tier -> share(tier, "rate_percent")));
    }

    static Price.Packaged packaged(PaperInput input) {
        return new Price.Packaged(
                input.decimal("package_size"),
                input.decimal("package_price", BigDecimal.ZERO),
                input.decimal("free_units", BigDecimal.ZERO),
                input.oneOf(
                        "rounding",
                        PartialPackage.COUNTS,
                        List.of(PartialPackage.values()),
                        partial -> partial == PartialPackage.COUNTS ? "up" : "down"));
    }

    static Price.Percentage percentage(PaperInput input) {
        return new Price.Percentage(
                share(input, "rate_percent"),
                input.decimal("fixed_per_transaction", BigDecimal.ZERO),
                new FreeAllowance(
                        input.integer("free_events", 0),
                        input.decimal("free_amount", BigDecimal.ZERO)),
                input.findDecimal("min_per_transaction"),
                input.findDecimal("max_per_transaction"));
    }

    /**
     * How amounts are rounded: to cents where they are in cents, else to the currency's decimals.
     */
    static Rounding rounding(PaperInput input) {
        Rounding rounding = findRounding(input);
        if (rounding == null) {
            throw BadInput.missing("currency");
        }
        return rounding;
    }

    /** As {@link #rounding}, or null where the input names neither scale nor currency. */
    static @Nullable Rounding findRounding(PaperInput input) {
        if (input.has("scale")) {
            return new Rounding(input.integer("scale"), Rounding.WHOLE.mode());
        }
        if (isInCents(input)) {
            return Rounding.WHOLE;
        }
        return input.has("currency") ? Rounding.toMinorUnit(input.text("currency")) : null;
    }

    private static boolean isInCents(PaperInput input) {
        return input.oneOf("amount_unit", "major", List.of("major", "cents"), unit -> unit)
                .equals("cents");
    }

    private static Tiers tiers(PaperInput input, UnitPriceReader unitPrice) {
        List<PaperInput> rows = input.objects("tiers");
        boolean flatFeeAtZero = input.flag("flat_fee_on_zero", true);
        boolean saysWhereTiersBegin = rows.stream().anyMatch(row -> row.has("from"));
        List<Tier> tiers = new ArrayList<>();
        List<UsagePricingRule> rules = new ArrayList<>();
        for (PaperInput row : rows) {
            Tier tier =
                    new Tier(
                            upTo(row),
                            unitPrice.read(row),
                            row.decimal("flat_fee", BigDecimal.ZERO));
            tiers.add(tier);
            if (saysWhereTiersBegin) {
                rules.add(
                        new UsagePricingRule(
                                row.decimal("from"),
                                tier.upTo(),
                                tier.unitPrice(),
                                tier.flatFee()));
            }
        }
        return new Tiers(
                saysWhereTiersBegin ? UsagePricingRule.tiers(rules) : tiers, flatFeeAtZero);
    }

    /** Reads what a unit costs in a tier. */
    @FunctionalInterface
    private interface UnitPriceReader {
        BigDecimal read(PaperInput tier);
    }

    private static @Nullable BigDecimal upTo(PaperInput tier) {
        return tier.findDecimal("up_to");
    }

    /** A tier may have a flat fee alone, but not nothing at all. */
    private static BigDecimal unitPrice(PaperInput tier) {
        return tier.has("flat_fee")
                ? tier.decimal("unit_price", BigDecimal.ZERO)
                : tier.decimal("unit_price");
    }

    private static BigDecimal share(PaperInput input, String field) {
        return input.decimal(field).movePointLeft(2);
    }
}
