package io.fluxrouter.billing.plan;

import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.core.rating.Price;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a meter's use costs where a charge has no price of its own: the reference's {@code
 * usage_pricing_rules} (REFERENCE 2.4).
 *
 * @param rules as they were sent
 * @param volume whether the tier of the whole is every unit's; else graduated (DESIGN 8)
 */
public record MeterPrice(JsonNode rules, boolean volume, Price price) {
    /** The fields that describe one. */
    public static final String RULES = "usage_pricing_rules";

    public static final String MODE = "usage_pricing_mode";

    /** Refuses with the field's path what is no price; none where the rules are missing or null. */
    public static @Nullable MeterPrice read(ObjectNode sent) {
        JsonNode rules = sent.path(RULES);
        JsonNode mode = sent.path(MODE);
        if (rules.isMissingNode() || rules.isNull()) {
            if (!mode.isMissingNode() && !mode.isNull())
                throw Fields.invalid(MODE + " needs " + RULES + ".", MODE);
            return null;
        }
        ObjectNode pricing = pricing(rules, isVolume(mode));
        return of(rules, isVolume(mode), PricingJson.read(pricing));
    }

    private static boolean isVolume(JsonNode mode) {
        if (mode.isMissingNode() || mode.isNull()) return false;
        return switch (mode.asString("")) {
            case "graduated" -> false;
            case "volume" -> true;
            default -> throw Fields.invalid(MODE + " must be graduated or volume.", MODE);
        };
    }

    /** As it was stored. */
    static MeterPrice stored(JsonNode rules, boolean volume) {
        return of(rules, volume, PricingJson.parse(pricing(rules, volume)));
    }

    private static MeterPrice of(JsonNode rules, boolean volume, ChargePricing pricing) {
        return new MeterPrice(rules, volume, pricing.prices().otherwise().orElseThrow());
    }

    private static ObjectNode pricing(JsonNode rules, boolean volume) {
        ObjectNode pricing = JsonNodeFactory.instance.objectNode();
        pricing.set(RULES, rules);
        return pricing.put("mode", mode(volume));
    }

    public String mode() {
        return mode(volume);
    }

    private static String mode(boolean volume) {
        return volume ? "volume" : "graduated";
    }
}
