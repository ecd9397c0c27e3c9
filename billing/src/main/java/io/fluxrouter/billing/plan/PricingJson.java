package io.fluxrouter.billing.plan;

import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.core.rating.DimensionPrices;
import io.fluxrouter.core.rating.IncludedUnits;
import io.fluxrouter.core.rating.Price;
import io.fluxrouter.core.rating.SpendBounds;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A charge's pricing as JSON, on the wire and in the database:
 *
 * <pre>{@code
 * {"price": {"unit_price": "0.001"}, "included_units": "1000", "minimum_spend": "5",
 *  "maximum_spend": "100", "dimension_prices": [{"dimensions": {"region": "eu"}, "price": {...}}]}
 * }</pre>
 *
 * Instead of {@code price}, a {@code unit_price} alone or {@code usage_pricing_rules} with a {@code
 * mode} are read too (REFERENCE 2.2 and 2.4). What the rules of rating refuse is refused here, with
 * the field's name; and so is a price that leaves some usage without one, as an invoice with it
 * could never be made.
 */
public final class PricingJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private static final Set<String> FIELDS =
            Set.of(
                    "price",
                    "unit_price",
                    "usage_pricing_rules",
                    "mode",
                    "dimension_prices",
                    "included_units",
                    "minimum_spend",
                    "maximum_spend");

    private PricingJson() {}

    /** The fields of {@code object} that are pricing; others are its owner's to refuse. */
    public static Set<String> fields() {
        return FIELDS;
    }

    /** If it says what use costs, and not only how much is included or owed. */
    public static boolean hasPrice(JsonNode object) {
        PriceNode node = new PriceNode(object, "");
        return Stream.of("price", "unit_price", "usage_pricing_rules", "dimension_prices")
                .anyMatch(node::has);
    }

    public static ChargePricing read(JsonNode object) {
        return read(object, Optional.empty());
    }

    /**
     * As above.
     *
     * @param standard the price where the object has none
     */
    public static ChargePricing read(JsonNode object, Optional<Price> standard) {
        ChargePricing pricing = readAny(object, standard);
        if (pricing.prices().otherwise().isEmpty()) {
            throw Fields.invalid(
                    "dimension_prices need a price for all other values beside them.", "price");
        }
        requireOpenEnds(new PriceNode(object, ""), pricing.prices());
        return pricing;
    }

    /** No usage is without a price, whatever its quantity and its dimensions. */
    private static void requireOpenEnds(PriceNode node, DimensionPrices prices) {
        boolean own = node.has("price");
        String rows = own ? "tiers" : "usage_pricing_rules";
        PriceNode place = own ? node.object("price") : node;
        prices.otherwise().ifPresent(price -> LastTier.requireOpen(price, place, rows));
        for (int i = 0; i < prices.cases().size(); i++) {
            PriceNode one = node.objects("dimension_prices").get(i).object("price");
            LastTier.requireOpen(prices.cases().get(i).price(), one, "tiers");
        }
    }

    private static ChargePricing readAny(JsonNode object, Optional<Price> standard) {
        PriceNode node = new PriceNode(object, "");
        List<DimensionPrices.Case> cases = new ArrayList<>();
        if (node.has("dimension_prices")) {
            node.objects("dimension_prices").forEach(one -> cases.add(dimensionPrice(one)));
        }
        boolean volume = isVolume(node);
        Optional<Price> price =
                standard.isPresent() && !hasPrice(object)
                        ? standard
                        : price(node, volume, cases.isEmpty());
        IncludedUnits included =
                refusing(
                        "included_units",
                        () -> new IncludedUnits(node.decimal("included_units", BigDecimal.ZERO)));
        SpendBounds bounds = bounds(node);
        return refusing(
                cases.isEmpty() ? "price" : "dimension_prices",
                () -> new ChargePricing(new DimensionPrices(cases, price), included, bounds));
    }

    private static SpendBounds bounds(PriceNode node) {
        BigDecimal minimum = node.findDecimal("minimum_spend");
        BigDecimal maximum = node.findDecimal("maximum_spend");
        refusing("minimum_spend", () -> new SpendBounds(minimum, null));
        return refusing("maximum_spend", () -> new SpendBounds(minimum, maximum));
    }

    private static boolean isVolume(PriceNode node) {
        return switch (node.text("mode", "graduated")) {
            case "graduated" -> false;
            case "volume" -> true;
            default -> throw node.refusal("mode", "graduated or volume");
        };
    }

    public static ObjectNode write(ChargePricing pricing) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        pricing.prices().otherwise().ifPresent(one -> node.set("price", PriceWriter.write(one)));
        if (!pricing.prices().cases().isEmpty()) {
            ArrayNode cases = node.putArray("dimension_prices");
            for (DimensionPrices.Case one : pricing.prices().cases()) {
                ObjectNode row = cases.addObject();
                ObjectNode dimensions = row.putObject("dimensions");
                new TreeMap<>(one.dimensions()).forEach(dimensions::put);
                row.set("price", PriceWriter.write(one.price()));
            }
        }
        if (pricing.included().units().signum() > 0) {
            node.put("included_units", pricing.included().units().toPlainString());
        }
        BigDecimal minimum = pricing.bounds().minimum();
        BigDecimal maximum = pricing.bounds().maximum();
        if (minimum != null) node.put("minimum_spend", minimum.toPlainString());
        if (maximum != null) node.put("maximum_spend", maximum.toPlainString());
        return node;
    }

    /** As it was stored. */
    static ChargePricing parse(String json) {
        return parse(MAPPER.readTree(json));
    }

    static ChargePricing parse(JsonNode stored) {
        return LastTier.opened(readAny(stored, Optional.empty()));
    }

    private static Optional<Price> price(PriceNode node, boolean volume, boolean required) {
        if (node.has("price")) {
            PriceNode price = node.object("price");
            return Optional.of(refusing("price", () -> PriceReader.read(price)));
        }
        if (node.has("usage_pricing_rules")) {
            return Optional.of(
                    refusing(
                            "usage_pricing_rules",
                            () -> PriceReader.rules(node.objects("usage_pricing_rules"), volume)));
        }
        if (!required && !node.has("unit_price")) return Optional.empty();
        return Optional.of(
                refusing("unit_price", () -> new Price.PerUnit(node.decimal("unit_price"))));
    }

    private static DimensionPrices.Case dimensionPrice(PriceNode node) {
        node.refuseOthers(Set.of("dimensions", "price"));
        PriceNode named = node.object("dimensions");
        Map<String, String> dimensions = new TreeMap<>();
        for (String name : named.names()) dimensions.put(name, named.text(name, ""));
        PriceNode price = node.object("price");
        return new DimensionPrices.Case(
                dimensions, refusing(price.path(), () -> PriceReader.read(price)));
    }

    /** A piece of a price. */
    @FunctionalInterface
    private interface Piece<T> {
        T make();
    }

    private static <T> T refusing(String param, Piece<T> piece) {
        try {
            return piece.make();
        } catch (IllegalArgumentException wrong) {
            throw Fields.invalid(param + ": " + wrong.getMessage() + ".", param);
        }
    }
}
