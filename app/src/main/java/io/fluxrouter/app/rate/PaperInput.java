package io.fluxrouter.app.rate;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a case's {@code input}, or of an object inside it. A decimal may come as text or as
 * a number and keeps its digits. A field that is absent or {@code null} is missing: the plain
 * readers refuse that, {@code find} readers answer {@code null}. Every refusal is a {@link
 * BadInput} that names the field with its path ({@code tiers[1].up_to}).
 */
final class PaperInput {

    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");

    /**
     * Digits before and after the point, each. No price needs more; a billion zeros fill memory.
     */
    private static final int DIGITS_MAX = 400;

    private final JsonNode object;
    private final String path;

    private PaperInput(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /** Wraps a JSON object; {@code path} is where it stands, empty for the input itself. */
    static PaperInput of(JsonNode node, String path) {
        if (!node.isObject()) {
            throw BadInput.invalid(path.isEmpty() ? "input" : path, "an object", node);
        }
        return new PaperInput(node, path);
    }

    /** Whether the field is there and not {@code null}. */
    boolean has(String name) {
        return find(name) != null;
    }

    boolean isList(String name) {
        JsonNode node = find(name);
        return node != null && node.isArray();
    }

    BigDecimal decimal(String name) {
        return required(name, PaperInput::asDecimal);
    }

    @Nullable BigDecimal findDecimal(String name) {
        return optional(name, PaperInput::asDecimal);
    }

    BigDecimal decimal(String name, BigDecimal otherwise) {
        BigDecimal value = findDecimal(name);
        return value == null ? otherwise : value;
    }

    List<BigDecimal> decimals(String name) {
        return list(name, PaperInput::asDecimal);
    }

    /** A whole number; {@code 5}, {@code "5"} and {@code 5.0} are all five. */
    int integer(String name) {
        return required(name, PaperInput::asInteger);
    }

    int integer(String name, int otherwise) {
        Integer value = optional(name, PaperInput::asInteger);
        return value == null ? otherwise : value;
    }

    String text(String name) {
        return required(name, PaperInput::asText);
    }

    @Nullable String findText(String name) {
        return optional(name, PaperInput::asText);
    }

    String text(String name, String otherwise) {
        String value = findText(name);
        return value == null ? otherwise : value;
    }

    List<String> texts(String name) {
        return list(name, PaperInput::asText);
    }

    boolean flag(String name, boolean otherwise) {
        Boolean value = optional(name, PaperInput::asFlag);
        return value == null ? otherwise : value;
    }

    /** A moment with its offset, as {@code 2026-01-31T12:00:00Z}. */
    Instant instant(String name) {
        return required(name, PaperInput::asInstant);
    }

    @Nullable Instant findInstant(String name) {
        return optional(name, PaperInput::asInstant);
    }

    List<Instant> instants(String name) {
        return list(name, PaperInput::asInstant);
    }

    /** A calendar day, as {@code 2026-01-31}. */
    LocalDate date(String name) {
        return required(name, PaperInput::asDate);
    }

    @Nullable LocalDate findDate(String name) {
        return optional(name, PaperInput::asDate);
    }

    ZoneId zone(String name, ZoneId otherwise) {
        ZoneId value = optional(name, PaperInput::asZone);
        return value == null ? otherwise : value;
    }

    PaperInput object(String name) {
        return required(name, PaperInput::of);
    }

    @Nullable PaperInput findObject(String name) {
        return optional(name, PaperInput::of);
    }

    List<PaperInput> objects(String name) {
        return list(name, PaperInput::of);
    }

    /** The elements of a list whose shape varies: an element is an object, a text, a list. */
    List<JsonNode> nodes(String name) {
        return list(name, (node, at) -> node);
    }

    /** A field of any shape. */
    JsonNode node(String name) {
        return required(name, (node, at) -> node);
    }

    /** The names of the fields, in the order sent. */
    List<String> names() {
        return List.copyOf(object.propertyNames());
    }

    /** Refuses a value with a reason of the caller's: "field 'mode' must be WANTED, not FOUND". */
    BadInput invalid(String name, String wanted) {
        return BadInput.invalid(at(name), wanted, object.path(name));
    }

    /**
     * One of several words, whatever its case, as a value; {@code otherwise} where it is missing.
     */
    <T> T oneOf(String name, T otherwise, List<T> choices, Function<T, String> word) {
        String text = findText(name);
        if (text == null) {
            return otherwise;
        }
        return choices.stream()
                .filter(choice -> word.apply(choice).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> invalid(name, words(choices, word)));
    }

    private static <T> String words(List<T> choices, Function<T, String> word) {
        return "one of " + choices.stream().map(word).collect(Collectors.joining(", "));
    }

    static BigDecimal asDecimal(JsonNode node, String path) {
        BigDecimal value = node.isNumber() ? node.decimalValue() : parsed(node, path);
        if (Math.abs((long) value.scale()) > DIGITS_MAX || value.precision() > DIGITS_MAX) {
            throw BadInput.invalid(path, "of at most " + DIGITS_MAX + " digits", "longer");
        }
        return value;
    }

    private static BigDecimal parsed(JsonNode node, String path) {
        if (!node.isString() || !DECIMAL.matcher(node.stringValue()).matches()) {
            throw BadInput.invalid(path, "a decimal number", node);
        }
        return new BigDecimal(node.stringValue());
    }

    static String asText(JsonNode node, String path) {
        if (!node.isString()) {
            throw BadInput.invalid(path, "a text", node);
        }
        return node.stringValue();
    }

    static Instant asInstant(JsonNode node, String path) {
        return parse(node, path, "a moment such as 2026-01-31T12:00:00Z", Instant::parse);
    }

    static LocalDate asDate(JsonNode node, String path) {
        return parse(node, path, "a day such as 2026-01-31", LocalDate::parse);
    }

    private static Integer asInteger(JsonNode node, String path) {
        BigDecimal value = asDecimal(node, path);
        try {
            return value.intValueExact();
        } catch (ArithmeticException notWhole) {
            throw BadInput.invalid(path, "a whole number below two billion", node);
        }
    }

    private static Boolean asFlag(JsonNode node, String path) {
        if (!node.isBoolean()) {
            throw BadInput.invalid(path, "true or false", node);
        }
        return node.booleanValue();
    }

    private static ZoneId asZone(JsonNode node, String path) {
        return parse(node, path, "a time zone such as America/New_York", ZoneId::of);
    }

    private static <T> T parse(
            JsonNode node, String path, String wanted, Function<String, T> parser) {
        String text = asText(node, path);
        try {
            return parser.apply(text);
        } catch (DateTimeException unreadable) {
            throw BadInput.invalid(path, wanted, node);
        }
    }

    private <T> T required(String name, BiFunction<JsonNode, String, T> read) {
        JsonNode node = find(name);
        if (node == null) {
            throw BadInput.missing(at(name));
        }
        return read.apply(node, at(name));
    }

    private <T> @Nullable T optional(String name, BiFunction<JsonNode, String, T> read) {
        JsonNode node = find(name);
        return node == null ? null : read.apply(node, at(name));
    }

    private <T> List<T> list(String name, BiFunction<JsonNode, String, T> read) {
        JsonNode node = find(name);
        if (node == null) {
            throw BadInput.missing(at(name));
        }
        if (!node.isArray()) {
            throw BadInput.invalid(at(name), "a list", node);
        }
        List<T> elements = new ArrayList<>(node.size());
        for (JsonNode element : node) {
            elements.add(read.apply(element, at(name) + "[" + elements.size() + "]"));
        }
        return List.copyOf(elements);
    }

    private @Nullable JsonNode find(String name) {
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
