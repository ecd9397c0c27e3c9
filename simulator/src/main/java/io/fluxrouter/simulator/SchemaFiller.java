package io.fluxrouter.simulator;

import java.util.random.RandomGenerator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A value that fits a JSON schema: required properties, enums, references, the common formats and
 * bounds. Patterns and conditions are not understood.
 */
final class SchemaFiller {
    // Recursive schemas end here: deeper values are null, deeper arrays empty.
    private static final int DEPTH_MOST = 16;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode root;
    private final RandomGenerator random;

    private SchemaFiller(JsonNode root, RandomGenerator random) {
        this.root = root;
        this.random = random;
    }

    /** A schema that is not an object schema, or is missing, is answered with an empty object. */
    static JsonNode fill(JsonNode schema, RandomGenerator random) {
        JsonNode value = new SchemaFiller(schema, random).value(schema, 0);
        return value.isObject() ? value : NODES.objectNode();
    }

    private JsonNode value(JsonNode schema, int depth) {
        if (depth > DEPTH_MOST) return NODES.nullNode();
        if (schema.has("const")) return schema.path("const");
        if (!schema.path("enum").isEmpty()) return pick(schema.path("enum"));
        if (schema.has("$ref")) return value(resolve(schema.path("$ref")), depth + 1);
        for (String alternatives : new String[] {"anyOf", "oneOf", "allOf"}) {
            JsonNode list = schema.path(alternatives);
            if (!list.isEmpty()) return value(list.path(0), depth + 1);
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "string" -> NODES.stringNode(string(schema));
            case "integer" -> NODES.numberNode(integer(schema));
            case "number" -> NODES.numberNode(integer(schema) + 0.5);
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            default -> NODES.nullNode();
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        JsonNode properties = schema.path("properties");
        for (JsonNode name : schema.path("required").values()) {
            String property = name.stringValue("");
            object.set(property, value(properties.path(property), depth + 1));
        }
        return object;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = NODES.arrayNode();
        int least = schema.path("minItems").intValue(depth < DEPTH_MOST / 2 ? 1 : 0);
        for (int i = 0; i < least; i++) array.add(value(schema.path("items"), depth + 1));
        return array;
    }

    private String string(JsonNode schema) {
        String text =
                switch (schema.path("format").stringValue("")) {
                    case "date" -> "2026-03-14";
                    case "time" -> "09:26:53Z";
                    case "date-time" -> "2026-03-14T09:26:53Z";
                    case "email" -> "reader@example.com";
                    case "uuid" -> "7f9c24e5-3f1a-4c61-9d0b-5b2a8e4f6c13";
                    case "uri" -> "https://example.com/";
                    default -> pick("amber", "harbor", "lantern", "meadow", "orchard", "willow");
                };
        int least = schema.path("minLength").intValue(0);
        int most = schema.path("maxLength").intValue(Integer.MAX_VALUE);
        String padded = text.length() < least ? text + "x".repeat(least - text.length()) : text;
        return padded.substring(0, Math.min(padded.length(), most));
    }

    private long integer(JsonNode schema) {
        long least = schema.path("minimum").longValue(0);
        long most = schema.path("maximum").longValue(least + 100);
        return least >= most ? least : random.nextLong(least, most);
    }

    /** The first type that is not null; an object where only properties are given. */
    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        for (JsonNode one : type.values()) {
            if (!one.stringValue("").equals("null")) return one.stringValue("");
        }
        String missing = schema.has("properties") ? "object" : "string";
        return type.stringValue(missing);
    }

    private JsonNode resolve(JsonNode reference) {
        String pointer = reference.stringValue("");
        try {
            return pointer.startsWith("#")
                    ? root.at(JsonPointer.compile(pointer.substring(1)))
                    : root;
        } catch (JacksonException | IllegalArgumentException e) {
            throw ApiError.badRequest("response_format", "Invalid reference: " + pointer);
        }
    }

    private JsonNode pick(JsonNode list) {
        return list.path(random.nextInt(list.size()));
    }

    private String pick(String... words) {
        return words[random.nextInt(words.length)];
    }
}
