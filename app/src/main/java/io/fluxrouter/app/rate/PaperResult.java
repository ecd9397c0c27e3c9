package io.fluxrouter.app.rate;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a case's {@code result}, written in the order they are put. A decimal becomes text
 * without an exponent and with the scale it has, so that a rounded amount shows its cents; counts
 * and days are JSON numbers.
 */
final class PaperResult {

    private final ObjectNode fields = JsonNodeFactory.instance.objectNode();

    static PaperResult of(String name, BigDecimal value) {
        return new PaperResult().put(name, value);
    }

    PaperResult put(String name, BigDecimal value) {
        fields.put(name, value.toPlainString());
        return this;
    }

    PaperResult put(String name, String value) {
        fields.put(name, value);
        return this;
    }

    PaperResult put(String name, long value) {
        fields.put(name, value);
        return this;
    }

    PaperResult put(String name, PaperResult value) {
        fields.set(name, value.fields);
        return this;
    }

    PaperResult putDecimals(String name, List<BigDecimal> values) {
        return putAll(name, values, (array, value) -> array.add(value.toPlainString()));
    }

    PaperResult putTexts(String name, List<String> values) {
        return putAll(name, values, ArrayNode::add);
    }

    PaperResult putFlags(String name, List<Boolean> values) {
        return putAll(name, values, ArrayNode::add);
    }

    PaperResult putAll(String name, List<PaperResult> values) {
        return putAll(name, values, (array, value) -> array.add(value.fields));
    }

    /** An object with a decimal for each key, as {@code {"g1": "50"}}. */
    PaperResult putMap(String name, Map<String, BigDecimal> values) {
        PaperResult object = new PaperResult();
        values.forEach(object::put);
        return put(name, object);
    }

    ObjectNode toJson() {
        return fields;
    }

    private <T> PaperResult putAll(String name, List<T> values, BiConsumer<ArrayNode, T> add) {
        ArrayNode array = fields.putArray(name);
        values.forEach(value -> add.accept(array, value));
        return this;
    }
}
