package io.fluxrouter.billing.plan;

import io.fluxrouter.core.rating.Price;
import io.fluxrouter.core.rating.Price.FreeAllowance;
import io.fluxrouter.core.rating.Price.PartialPackage;
import io.fluxrouter.core.rating.Tiers;
import io.fluxrouter.core.rating.UsagePricingRule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads a price in the words of {@code ./fluxrouter rate} (docs/rate.md). */
final class PriceReader {
    private static final Set<String> FIELDS =
            Set.of(
                    "mode",
                    "unit_price",
                    "tiers",
                    "flat_fee_on_zero",
                    "package_size",
                    "package_price",
                    "free_units",
                    "rounding",
                    "rate_percent",
                    "fixed_per_transaction",
                    "free_events",
                    "free_amount",
                    "min_per_transaction",
                    "max_per_transaction",
                    "multiplier",
                    "flat_amount");
    private static final Set<String> TIER_FIELDS =
            Set.of("from", "up_to", "to", "unit_price", "rate_percent", "flat_fee");

    private PriceReader() {}

    /** The price that a field names by its mode, else the one whose fields are there. */
    static Price read(PriceNode node) {
        node.refuseOthers(FIELDS);
        String mode = node.text("mode", mode(node)).toLowerCase(Locale.ROOT);
        return switch (mode) {
            case "unit", "per_unit" -> new Price.PerUnit(node.decimal("unit_price"));
            case "graduated" -> new Price.Graduated(tiers(node, "unit_price"));
            case "volume" -> new Price.Volume(tiers(node, "unit_price"));
            case "package" -> packaged(node);
            case "percentage" -> percentage(node);
            case "graduated_percentage" ->
                    new Price.GraduatedPercentage(tiers(node, "rate_percent"));
            case "dynamic" -> new Price.CostPlus(node.decimal("multiplier"));
            case "flat" -> new Price.Flat(node.decimal("flat_amount"));
            default ->
                    throw node.refusal(
                            "mode",
                            "unit, graduated, volume, package, percentage, graduated_percentage,"
                                    + " dynamic or flat");
        };
    }

    /**
     * {@code usage_pricing_rules} of the reference: lines of {@code from}, {@code to} and {@code
     * unit_price}; graduated unless the mode says volume (DESIGN 8).
     */
    static Price rules(List<PriceNode> lines, boolean volume) {
        Tiers tiers =
                Tiers.of(UsagePricingRule.tiers(lines.stream().map(PriceReader::rule).toList()));
        return volume ? new Price.Volume(tiers) : new Price.Graduated(tiers);
    }

    private static UsagePricingRule rule(PriceNode line) {
        line.refuseOthers(TIER_FIELDS);
        return new UsagePricingRule(
                line.decimal("from", BigDecimal.ZERO),
                line.findDecimal(upperBound(line)),
                line.decimal("unit_price"),
                line.decimal("flat_fee", BigDecimal.ZERO));
    }

    private static String mode(PriceNode node) {
        if (node.has("tiers")) return "graduated";
        if (node.has("package_size")) return "package";
        if (node.has("rate_percent")) return "percentage";
        if (node.has("multiplier")) return "dynamic";
        return node.has("flat_amount") ? "flat" : "unit";
    }

    /** A row that says where it begins must begin where the one before ends. */
    private static Tiers tiers(PriceNode node, String rate) {
        List<UsagePricingRule> rows = new ArrayList<>();
        BigDecimal end = BigDecimal.ZERO;
        for (PriceNode row : node.objects("tiers")) {
            row.refuseOthers(TIER_FIELDS);
            BigDecimal unitPrice =
                    row.has("flat_fee") ? row.decimal(rate, BigDecimal.ZERO) : row.decimal(rate);
            BigDecimal upTo = row.findDecimal(upperBound(row));
            rows.add(
                    new UsagePricingRule(
                            row.decimal("from", end),
                            upTo,
                            rate.equals("rate_percent") ? unitPrice.movePointLeft(2) : unitPrice,
                            row.decimal("flat_fee", BigDecimal.ZERO)));
            end = upTo == null ? end : upTo;
        }
        return new Tiers(UsagePricingRule.tiers(rows), node.flag("flat_fee_on_zero", true));
    }

    /** The name by which a row says where it ends. */
    static String upperBound(PriceNode row) {
        return row.has("to") && !row.has("up_to") ? "to" : "up_to";
    }

    private static Price.Packaged packaged(PriceNode node) {
        return new Price.Packaged(
                node.decimal("package_size"),
                node.decimal("package_price"),
                node.decimal("free_units", BigDecimal.ZERO),
                switch (node.text("rounding", "up")) {
                    case "up" -> PartialPackage.COUNTS;
                    case "down" -> PartialPackage.IS_FREE;
                    default -> throw node.refusal("rounding", "up or down");
                });
    }

    private static Price.Percentage percentage(PriceNode node) {
        return new Price.Percentage(
                node.decimal("rate_percent").movePointLeft(2),
                node.decimal("fixed_per_transaction", BigDecimal.ZERO),
                new FreeAllowance(
                        node.count("free_events"), node.decimal("free_amount", BigDecimal.ZERO)),
                node.findDecimal("min_per_transaction"),
                node.findDecimal("max_per_transaction"));
    }
}
