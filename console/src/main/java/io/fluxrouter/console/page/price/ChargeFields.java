package io.fluxrouter.console.page.price;

import io.fluxrouter.billing.plan.ChargePricing;
import io.fluxrouter.billing.plan.ChargeType;
import io.fluxrouter.billing.plan.NewCharge;
import io.fluxrouter.billing.plan.PricingJson;
import io.fluxrouter.console.page.Form;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A charge as its form says it: put into the words of the API, and read by what reads those, so
 * that a price means the same wherever it was typed.
 */
final class ChargeFields {
    /** As many rows of tiers as the form has. */
    static final int TIERS = 5;

    private static final List<String> BOUNDS =
            List.of("included_units", "minimum_spend", "maximum_spend");
    private static final List<String> PARTS =
            List.of(
                    "unit_price",
                    "package_size",
                    "package_price",
                    "free_units",
                    "rate_percent",
                    "fixed_per_transaction",
                    "flat_amount");

    private ChargeFields() {}

    static NewCharge read(Form form) {
        ChargeType type = ChargeType.byName(form.text("type")).orElse(null);
        return new NewCharge(
                type,
                form.text("display_name").strip(),
                type == ChargeType.USAGE && form.find("meter").isPresent()
                        ? form.id("meter")
                        : null,
                form.dollars("quantity").orElse(null),
                pricing(form),
                false);
    }

    static ChargePricing pricing(Form form) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        String mode = form.find("mode").orElse("unit");
        ObjectNode price = nodes.objectNode().put("mode", mode);
        for (String part : PARTS) {
            if (partOf(mode, part))
                form.find(part).ifPresent(text -> price.put(part, number(text)));
        }
        if (mode.equals("graduated") || mode.equals("volume")) price.set("tiers", tiers(form));
        ObjectNode pricing = nodes.objectNode();
        pricing.set("price", price);
        for (String bound : BOUNDS) {
            form.find(bound).ifPresent(text -> pricing.put(bound, number(text)));
        }
        return PricingJson.read(pricing);
    }

    /** Fields of other kinds of price are hidden, and may still hold what was typed. */
    private static boolean partOf(String mode, String part) {
        return switch (mode) {
            case "unit" -> part.equals("unit_price");
            case "package" -> part.startsWith("package") || part.equals("free_units");
            case "percentage" ->
                    part.equals("rate_percent") || part.equals("fixed_per_transaction");
            case "flat" -> part.equals("flat_amount");
            default -> false;
        };
    }

    /** The rows with a price; the last may be open. */
    private static ArrayNode tiers(Form form) {
        ArrayNode tiers = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < TIERS; i++) {
            if (form.find("tier_price_" + i).isEmpty() && form.find("tier_flat_" + i).isEmpty()) {
                continue;
            }
            ObjectNode tier = tiers.addObject();
            form.find("tier_upto_" + i).ifPresent(text -> tier.put("up_to", number(text)));
            form.find("tier_price_" + i).ifPresent(text -> tier.put("unit_price", number(text)));
            form.find("tier_flat_" + i).ifPresent(text -> tier.put("flat_fee", number(text)));
        }
        return tiers;
    }

    /** As people type numbers. */
    private static String number(String text) {
        return text.replace("$", "").replace(",", "").replace("%", "").strip();
    }
}
