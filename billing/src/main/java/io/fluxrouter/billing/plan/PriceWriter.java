package io.fluxrouter.billing.plan;

import io.fluxrouter.core.rating.Price;
import io.fluxrouter.core.rating.Price.PartialPackage;
import io.fluxrouter.core.rating.Tier;
import io.fluxrouter.core.rating.Tiers;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a price as {@link PriceReader} reads it. Decimals are text: every digit stays. */
final class PriceWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private PriceWriter() {}

    static ObjectNode write(Price price) {
        return switch (price) {
            case Price.PerUnit(BigDecimal unitPrice) ->
                    mode("unit").put("unit_price", text(unitPrice));
            case Price.Graduated(Tiers tiers) -> tiers("graduated", tiers);
            case Price.Volume(Tiers tiers) -> tiers("volume", tiers);
            case Price.Packaged packaged -> packaged(packaged);
            case Price.Percentage percentage -> percentage(percentage);
            case Price.GraduatedPercentage(Tiers tiers) -> tiers("graduated_percentage", tiers);
            case Price.CostPlus(BigDecimal multiplier) ->
                    mode("dynamic").put("multiplier", text(multiplier));
            case Price.Flat(BigDecimal amount) -> mode("flat").put("flat_amount", text(amount));
        };
    }

    private static ObjectNode tiers(String mode, Tiers tiers) {
        ObjectNode node = mode(mode);
        ArrayNode rows = node.putArray("tiers");
        boolean percent = mode.equals("graduated_percentage");
        for (Tier tier : tiers.tiers()) {
            ObjectNode row = rows.addObject();
            row.put("up_to", text(tier.upTo()));
            if (percent) row.put("rate_percent", text(tier.unitPrice().movePointRight(2)));
            else row.put("unit_price", text(tier.unitPrice()));
            row.put("flat_fee", text(tier.flatFee()));
        }
        return node.put("flat_fee_on_zero", tiers.flatFeeAtZero());
    }

    private static ObjectNode packaged(Price.Packaged price) {
        return mode("package")
                .put("package_size", text(price.size()))
                .put("package_price", text(price.packagePrice()))
                .put("free_units", text(price.freeUnits()))
                .put("rounding", price.partialPackage() == PartialPackage.COUNTS ? "up" : "down");
    }

    private static ObjectNode percentage(Price.Percentage price) {
        return mode("percentage")
                .put("rate_percent", text(price.share().movePointRight(2)))
                .put("fixed_per_transaction", text(price.fixedFee()))
                .put("free_events", price.free().transactions())
                .put("free_amount", text(price.free().amount()))
                .put("min_per_transaction", text(price.minimum()))
                .put("max_per_transaction", text(price.maximum()));
    }

    private static ObjectNode mode(String mode) {
        return NODES.objectNode().put("mode", mode);
    }

    private static @Nullable String text(@Nullable BigDecimal value) {
        return value == null ? null : value.toPlainString();
    }
}
