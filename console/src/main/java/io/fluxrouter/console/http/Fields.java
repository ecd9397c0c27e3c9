package io.fluxrouter.console.http;

import io.fluxrouter.billing.input.Change;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a JSON object sent to the management API. Every wrong one is refused by name;
 * numbers keep their digits.
 */
public final class Fields {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private final JsonNode object;
    private final String where;
    private final Set<String> read = new HashSet<>();

    private Fields(JsonNode object, String where) {
        this.object = object;
        this.where = where;
    }

    /** Throws {@link ApiError} 400 for anything but one JSON object. */
    public static Fields of(byte[] body) {
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node != null && node.isObject()) return new Fields(node, "");
        } catch (JacksonException notJson) {
            throw ApiError.of(Refusal.INVALID_BODY, "The request body is not valid JSON.");
        }
        throw ApiError.of(Refusal.INVALID_BODY, "The request body must be a JSON object.");
    }

    /**
     * Refuses fields nobody asked for: a misspelt one must not be dropped in silence. Call last.
     */
    public void refuseOthers() {
        for (String name : object.propertyNames()) {
            if (!read.contains(name)) {
                throw ApiError.of(
                        Refusal.INVALID_VALUE,
                        "Unknown field '" + where + name + "'.",
                        where + name);
            }
        }
    }

    /** Fields that an answer carries and nobody can set: who sends an answer back may keep them. */
    public Fields ignore(String... names) {
        read.addAll(List.of(names));
        return this;
    }

    /** The field as errors name it: {@code lines[0].name}. */
    public String path(String name) {
        return where + name;
    }

    public boolean has(String name) {
        read.add(name);
        return object.has(name);
    }

    public @Nullable String text(String name) {
        return value(name, Fields::asText);
    }

    public String requiredText(String name) {
        String text = text(name);
        if (text == null) throw missing(name);
        return text;
    }

    private ApiError missing(String name) {
        return ApiError.of(
                Refusal.MISSING_PARAMETER,
                "Missing required field '" + where + name + "'.",
                where + name);
    }

    public UUID requiredId(String name) {
        try {
            return UUID.fromString(requiredText(name));
        } catch (IllegalArgumentException notAnId) {
            throw wrong(where + name, "an id");
        }
    }

    public @Nullable UUID id(String name) {
        return has(name) && text(name) != null ? requiredId(name) : null;
    }

    public @Nullable Boolean flag(String name) {
        return value(name, Fields::asFlag);
    }

    public Change<Boolean> flagChange(String name) {
        return change(name, Fields::asFlag);
    }

    /** A number, also as text; the digits are kept as sent. */
    public @Nullable BigDecimal decimal(String name) {
        return value(name, Fields::asDecimal);
    }

    /** Those of these fields that were sent, for whoever knows what is in them. */
    public ObjectNode part(Set<String> names) {
        ObjectNode part = JsonNodeFactory.instance.objectNode();
        for (String name : names) {
            JsonNode value = object.get(name);
            if (has(name) && value != null) part.set(name, value);
        }
        return part;
    }

    public BigDecimal requiredDecimal(String name) {
        BigDecimal decimal = decimal(name);
        if (decimal == null) throw missing(name);
        return decimal;
    }

    /** The objects of an array, whose fields are refused as {@code lines[0].name}. */
    public List<Fields> objects(String name) {
        List<Fields> objects = value(name, Fields::asObjects);
        return objects == null ? List.of() : objects;
    }

    /** An array that may be left out, each object read and then asked for what else is in it. */
    public <T> Change<List<T>> objectsChange(String name, Function<Fields, T> reader) {
        return change(
                name,
                (where, node) ->
                        asObjects(where, node).stream().map(one -> one.readBy(reader)).toList());
    }

    /** What a reader makes of the object; it must have read all of its fields. */
    public <T> T readBy(Function<Fields, T> reader) {
        T made = reader.apply(this);
        refuseOthers();
        return made;
    }

    public @Nullable Integer number(String name) {
        return value(name, Fields::asNumber);
    }

    public List<Integer> numbers(String name) {
        List<Integer> numbers = value(name, Fields::asNumbers);
        return numbers == null ? List.of() : numbers;
    }

    /** Dollars, as a number or a string; the digits are kept as sent. */
    public @Nullable BigDecimal dollars(String name) {
        return value(name, Fields::asDollars);
    }

    public @Nullable Instant instant(String name) {
        return value(name, Fields::asInstant);
    }

    public List<String> texts(String name) {
        List<String> texts = value(name, Fields::asTexts);
        return texts == null ? List.of() : texts;
    }

    public Change<String> textChange(String name) {
        return change(name, Fields::asText);
    }

    public Change<Integer> numberChange(String name) {
        return change(name, Fields::asNumber);
    }

    public Change<BigDecimal> dollarsChange(String name) {
        return change(name, Fields::asDollars);
    }

    public Change<Instant> instantChange(String name) {
        return change(name, Fields::asInstant);
    }

    public Change<List<String>> textsChange(String name) {
        return change(name, Fields::asTexts);
    }

    private <T> Change<T> change(String name, BiFunction<String, JsonNode, T> reader) {
        return has(name) ? Change.to(value(name, reader)) : Change.kept();
    }

    private <T> @Nullable T value(String name, BiFunction<String, JsonNode, T> reader) {
        read.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : reader.apply(where + name, value);
    }

    private static String asText(String name, JsonNode value) {
        if (!value.isString()) throw wrong(name, "a string");
        String text = value.asString();
        if (!isStorable(text)) {
            throw wrong(name, "a string of whole characters, without U+0000");
        }
        return text;
    }

    /** PostgreSQL keeps no U+0000, and half a surrogate pair has no form in UTF-8. */
    public static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(one -> one == 0 || Character.getType(one) == Character.SURROGATE);
    }

    private static Boolean asFlag(String name, JsonNode value) {
        if (!value.isBoolean()) throw wrong(name, "true or false");
        return value.asBoolean();
    }

    private static BigDecimal asDecimal(String name, JsonNode value) {
        try {
            if (value.isNumber()) return value.decimalValue();
            if (value.isString() && value.asString().length() <= 70) {
                return new BigDecimal(value.asString());
            }
        } catch (NumberFormatException notANumber) {
            throw wrong(name, "a number");
        }
        throw wrong(name, "a number");
    }

    private static Integer asNumber(String name, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt())
            throw wrong(name, "a whole number");
        return value.asInt();
    }

    private static BigDecimal asDollars(String name, JsonNode value) {
        try {
            if (value.isNumber()) return value.decimalValue();
            if (value.isString() && value.asString().length() <= 40) {
                return new BigDecimal(value.asString().strip());
            }
        } catch (NumberFormatException notANumber) {
            throw wrong(name, "an amount in dollars");
        }
        throw wrong(name, "an amount in dollars");
    }

    private static Instant asInstant(String name, JsonNode value) {
        return Times.instant(name, asText(name, value));
    }

    private static List<Integer> asNumbers(String name, JsonNode value) {
        if (!value.isArray()) throw wrong(name, "an array of whole numbers");
        List<Integer> numbers = new ArrayList<>();
        for (JsonNode item : value) numbers.add(asNumber(name, item));
        return numbers;
    }

    private static List<Fields> asObjects(String name, JsonNode value) {
        if (!value.isArray()) throw wrong(name, "an array of objects");
        List<Fields> objects = new ArrayList<>();
        for (JsonNode item : value) {
            String where = name + "[" + objects.size() + "]";
            if (!item.isObject()) throw wrong(where, "an object");
            objects.add(new Fields(item, where + "."));
        }
        return objects;
    }

    private static List<String> asTexts(String name, JsonNode value) {
        if (!value.isArray()) throw wrong(name, "an array of strings");
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value) texts.add(asText(name, item));
        return texts;
    }

    private static ApiError wrong(String name, String expected) {
        return ApiError.of(Refusal.INVALID_VALUE, "'" + name + "' must be " + expected + ".", name);
    }
}
