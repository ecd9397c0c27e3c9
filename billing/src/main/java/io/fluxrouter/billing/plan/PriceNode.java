package io.fluxrouter.billing.plan;

import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.core.refusal.ApiError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An object that describes a price, read field by field. Decimals come as numbers or as text and
 * keep their digits. A wrong field is refused by its path: {@code price.tiers[1].up_to}.
 */
final class PriceNode {
    /** Digits on either side of the point; no price needs more, and a billion zeros fill memory. */
    private static final int DIGITS_MAX = 30;

    private final JsonNode object;
    private final String path;

    PriceNode(JsonNode object, String path) {
        this.object = object;
        this.path = path;
        if (!object.isObject()) throw wrong(path, "an object");
    }

    boolean has(String name) {
        return find(name) != null;
    }

    void refuseOthers(Set<String> known) {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                throw Fields.invalid("Unknown field '" + at(name) + "'.", at(name));
            }
        }
    }

    BigDecimal decimal(String name) {
        BigDecimal value = findDecimal(name);
        if (value == null) throw missing(name);
        return value;
    }

    BigDecimal decimal(String name, BigDecimal otherwise) {
        BigDecimal value = findDecimal(name);
        return value == null ? otherwise : value;
    }

    @Nullable BigDecimal findDecimal(String name) {
        JsonNode node = find(name);
        return node == null ? null : bounded(read(node, at(name)), at(name));
    }

    long count(String name) {
        try {
            return decimal(name, BigDecimal.ZERO).longValueExact();
        } catch (ArithmeticException notWhole) {
            throw wrong(at(name), "a whole number");
        }
    }

    String text(String name, String otherwise) {
        JsonNode node = find(name);
        if (node == null) return otherwise;
        if (!node.isString()) throw wrong(at(name), "a string");
        return node.asString();
    }

    boolean flag(String name, boolean otherwise) {
        JsonNode node = find(name);
        if (node == null) return otherwise;
        if (!node.isBoolean()) throw wrong(at(name), "true or false");
        return node.asBoolean();
    }

    PriceNode object(String name) {
        JsonNode node = find(name);
        if (node == null) throw missing(name);
        return new PriceNode(node, at(name));
    }

    List<PriceNode> objects(String name) {
        JsonNode node = find(name);
        if (node == null) throw missing(name);
        if (!node.isArray()) throw wrong(at(name), "an array");
        List<PriceNode> objects = new ArrayList<>();
        for (JsonNode item : node) {
            objects.add(new PriceNode(item, at(name) + "[" + objects.size() + "]"));
        }
        return objects;
    }

    Iterable<String> names() {
        return object.propertyNames();
    }

    /** A refusal of one field. */
    ApiError refusal(String name, String expected) {
        return wrong(at(name), expected);
    }

    String path() {
        return path;
    }

    private @Nullable JsonNode find(String name) {
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    private static BigDecimal read(JsonNode node, String at) {
        try {
            if (node.isNumber()) return node.decimalValue();
            if (node.isString() && node.asString().length() <= 2 * DIGITS_MAX + 2) {
                return new BigDecimal(node.asString());
            }
        } catch (NumberFormatException notANumber) {
            throw wrong(at, "a decimal number");
        }
        throw wrong(at, "a decimal number");
    }

    private static BigDecimal bounded(BigDecimal value, String at) {
        long before = (long) value.precision() - value.scale();
        if (value.scale() > DIGITS_MAX || before > DIGITS_MAX) {
            throw wrong(at, "of at most " + DIGITS_MAX + " digits on either side of the point");
        }
        return value;
    }

    private ApiError missing(String name) {
        return Fields.invalid("Missing required field '" + at(name) + "'.", at(name));
    }

    private static ApiError wrong(String at, String expected) {
        return Fields.invalid("'" + at + "' must be " + expected + ".", at);
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
