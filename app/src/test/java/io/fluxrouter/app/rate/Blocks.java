package io.fluxrouter.app.rate;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Kill Bill's tiers in our words: its tier says how many blocks are in it, ours where it ends, and
 * its blocks are what our tiers count. Blocks must be of one size.
 */
final class Blocks {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Blocks() {}

    /** The case as a graduated or a volume price over whole blocks. */
    static ObjectNode converted(JsonNode golden) {
        JsonNode input = golden.get("input");
        BigDecimal size = decimal(input.get("tiers").get(0), "block_size");
        ArrayNode tiers = NODES.arrayNode();
        BigDecimal end = BigDecimal.ZERO;
        for (JsonNode tier : input.get("tiers")) {
            if (decimal(tier, "block_size").compareTo(size) != 0) {
                throw new IllegalArgumentException("blocks of several sizes");
            }
            boolean open = tier.path("max_blocks").isNull();
            if (!open) end = end.add(decimal(tier, "max_blocks"));
            tiers.addObject()
                    .put("up_to", open ? null : end.toPlainString())
                    .put("unit_price", tier.get("block_price").asString());
        }
        boolean all = input.get("mode").asString().equals("ALL_TIERS");
        ObjectNode converted = NODES.objectNode();
        converted.set("id", golden.get("id"));
        converted.put("kind", all ? "graduated" : "volume");
        ObjectNode price = converted.putObject("input");
        price.put("currency", input.get("currency").asString());
        price.put("quantity", blocks(decimal(input, "quantity"), size));
        price.set("tiers", tiers);
        return converted;
    }

    /** As many as are begun, counted by the command. */
    private static String blocks(BigDecimal quantity, BigDecimal size) {
        ObjectNode asked = NODES.objectNode().put("id", "blocks").put("kind", "package_count");
        ObjectNode input = asked.putObject("input");
        input.put("package_size", size.toPlainString());
        input.putArray("quantities").add(quantity.toPlainString());
        return RateCommand.answer(asked.toString())
                .path("result")
                .path("packages")
                .get(0)
                .asString();
    }

    private static BigDecimal decimal(JsonNode node, String name) {
        return new BigDecimal(node.get(name).asString());
    }
}
