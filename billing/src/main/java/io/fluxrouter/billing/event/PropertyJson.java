package io.fluxrouter.billing.event;

import io.fluxrouter.core.meter.PropertyValue;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Properties of events as JSON. Numbers keep their digits both ways. */
public final class PropertyJson {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private PropertyJson() {}

    /** The members of an object; none of anything else. */
    public static Map<String, PropertyValue> read(JsonNode object) {
        Map<String, PropertyValue> members = new HashMap<>();
        object.properties()
                .forEach(member -> members.put(member.getKey(), value(member.getValue())));
        return members;
    }

    /** As {@link #read}, of a text that this class wrote or PostgreSQL gave back. */
    public static Map<String, PropertyValue> parse(String json) {
        return read(JSON.readTree(json));
    }

    /** Any value of JSON. */
    public static PropertyValue value(JsonNode node) {
        if (node.isObject()) return new PropertyValue.Group(read(node));
        if (node.isArray()) return sequence(node);
        if (node.isString()) return new PropertyValue.Text(node.asString());
        if (node.isNumber()) return new PropertyValue.Decimal(node.decimalValue());
        if (node.isBoolean()) return new PropertyValue.Flag(node.booleanValue());
        return new PropertyValue.Nothing();
    }

    private static PropertyValue sequence(JsonNode node) {
        List<PropertyValue> elements = new ArrayList<>();
        for (JsonNode element : node) elements.add(value(element));
        return new PropertyValue.Sequence(elements);
    }

    public static String write(Map<String, PropertyValue> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            group(json, members);
        }
        return text.toString();
    }

    private static void group(JsonGenerator json, Map<String, PropertyValue> members) {
        json.writeStartObject();
        members.forEach(
                (name, value) -> {
                    json.writeName(name);
                    write(json, value);
                });
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, PropertyValue value) {
        switch (value) {
            case PropertyValue.Text(var text) -> json.writeString(text);
            case PropertyValue.Decimal(var number) -> json.writeNumber(number);
            case PropertyValue.Flag(var flag) -> json.writeBoolean(flag);
            case PropertyValue.Group(var members) -> group(json, members);
            case PropertyValue.Sequence(var elements) -> {
                json.writeStartArray();
                elements.forEach(element -> write(json, element));
                json.writeEndArray();
            }
            case PropertyValue.Nothing() -> json.writeNull();
        }
    }
}
