package io.fluxrouter.billing.meter;

import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.core.meter.PropertyFilter;
import io.fluxrouter.core.meter.PropertyFilter.AtLeast;
import io.fluxrouter.core.meter.PropertyFilter.Below;
import io.fluxrouter.core.meter.PropertyFilter.NoneOf;
import io.fluxrouter.core.meter.PropertyFilter.OneOf;
import io.fluxrouter.core.meter.PropertyFilter.Present;
import io.fluxrouter.core.meter.PropertyValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Filters as JSON, on the wire and in the database: {@code {"property": "model", "operator": "in",
 * "values": ["a", "b"]}}. The operators are in, not_in, present, at_least and below.
 */
public final class FilterJson {
    private static final int FILTERS_MAX = 20;
    private static final int VALUES_MAX = 1_000;
    private static final String PARAM = "filters";

    private FilterJson() {}

    /** Refuses anything that is not a list of filters. */
    public static List<PropertyFilter> read(JsonNode list) {
        if (!list.isArray() || list.size() > FILTERS_MAX) {
            throw Fields.invalid(
                    "filters must be a list of at most " + FILTERS_MAX + " filters.", PARAM);
        }
        List<PropertyFilter> filters = new ArrayList<>();
        for (JsonNode filter : list) filters.add(filter(filter));
        return List.copyOf(filters);
    }

    private static PropertyFilter filter(JsonNode filter) {
        String property = Fields.text(text(filter.path("property")), "filters.property");
        return switch (filter.path("operator").asString("in")) {
            case "in" -> new OneOf(property, values(filter));
            case "not_in" -> new NoneOf(property, values(filter));
            case "present" -> new Present(property);
            case "at_least" -> new AtLeast(property, number(filter));
            case "below" -> new Below(property, number(filter));
            default ->
                    throw Fields.invalid(
                            "A filter's operator must be in, not_in, present, at_least or below.",
                            "filters.operator");
        };
    }

    private static Set<String> values(JsonNode filter) {
        JsonNode values = filter.path("values");
        Set<String> texts = new TreeSet<>();
        for (JsonNode value : values) {
            String text = text(value);
            if (text != null) texts.add(text);
        }
        if (texts.isEmpty() || texts.size() > VALUES_MAX || texts.size() != values.size()) {
            throw Fields.invalid("A filter needs different texts as values.", "filters.values");
        }
        return texts;
    }

    private static BigDecimal number(JsonNode filter) {
        JsonNode value = filter.path("value");
        if (value.isNumber() && PropertyValue.isModest(value.decimalValue())) {
            return value.decimalValue();
        }
        throw Fields.invalid("A filter at_least or below needs a number.", "filters.value");
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.asString() : null;
    }

    public static ArrayNode write(List<PropertyFilter> filters) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        filters.forEach(filter -> list.add(write(filter)));
        return list;
    }

    private static ObjectNode write(PropertyFilter filter) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("property", filter.property());
        switch (filter) {
            case OneOf(_, var values) -> values(json.put("operator", "in"), values);
            case NoneOf(_, var values) -> values(json.put("operator", "not_in"), values);
            case Present _ -> json.put("operator", "present");
            case AtLeast(_, var lowest) -> json.put("operator", "at_least").put("value", lowest);
            case Below(_, var bound) -> json.put("operator", "below").put("value", bound);
        }
        return json;
    }

    private static void values(ObjectNode json, Set<String> values) {
        ArrayNode list = json.putArray("values");
        new TreeSet<>(values).forEach(list::add);
    }
}
