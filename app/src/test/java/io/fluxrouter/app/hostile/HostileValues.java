package io.fluxrouter.app.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** JSON values that a field of a given schema must refuse. */
final class HostileValues {
    private static final int DEPTH = 100_000;
    private static final String HUGE = "1" + "0".repeat(40);

    private static final Map<String, List<String>> WRONG_TYPES =
            Map.of(
                    "string", List.of("5", "1e400", "true", "{}", "[]"),
                    "integer", List.of("\"x\"", "1.5", "true", "{}", "[]"),
                    "boolean", List.of("\"yes\"", "1", "{}", "[]"),
                    "array", List.of("\"x\"", "5", "true", "{}", "[null]", "[5]"),
                    "object", List.of("\"x\"", "5", "true", "[]"));
    private static final List<String> TEXTS =
            List.of("\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", quoted("x".repeat(100_000)));
    private static final List<String> NUMBERS = List.of("1e400", HUGE, "-" + HUGE, "1e999999999");
    private static final List<String> AMOUNTS =
            List.of(
                    "\"abc\"",
                    "\"\"",
                    "\"NaN\"",
                    "\"Infinity\"",
                    "\"1e400\"",
                    "\"1e999999999\"",
                    "\"-1\"",
                    "-1",
                    "\"\\u0000\"",
                    "true",
                    "{}",
                    "[]");
    private static final String FINER_THAN_MONEY = "0.0000000001";
    private static final List<String> TIMES =
            List.of(
                    "\"yesterday\"",
                    "\"2026-02-30T00:00:00Z\"",
                    "\"0000-01-01T00:00:00Z\"",
                    "\"+999999999-12-31T23:59:59Z\"",
                    "\"-999999999-01-01T00:00:00Z\"",
                    "\"9999-12-31T23:59:59.9999999999Z\"");

    private static final List<String> IDS = List.of("\"\"", "\"1-1-1-1\"", "\"' OR '1'='1\"");

    private HostileValues() {}

    static List<String> of(Map<String, Object> schema) {
        String type = String.valueOf(schema.get("type"));
        List<String> values = new ArrayList<>();
        if (type.contains("number")) {
            values.addAll(AMOUNTS);
            values.addAll(NUMBERS);
            if (!"decimal".equals(schema.get("format"))) values.add(FINER_THAN_MONEY);
            return values;
        }
        WRONG_TYPES.forEach(
                (name, wrong) -> {
                    if (type.contains(name)) values.addAll(wrong(schema, wrong));
                });
        if (type.contains("integer")) values.addAll(NUMBERS);
        if (schema.get("minimum") instanceof Number least) values.add(next(least, -1));
        if (schema.get("maximum") instanceof Number most) values.add(next(most, 1));
        if (type.contains("string")) values.addAll(TEXTS);
        if (schema.containsKey("enum")) values.add("\"other\"");
        if ("uuid".equals(schema.get("format"))) values.addAll(IDS);
        if ("date-time".equals(schema.get("format"))) values.addAll(TIMES);
        if (String.valueOf(schema.get("items")).contains("string")) {
            values.addAll(
                    List.of("[\"\\u0000\"]", "[\"\\ud800\"]", "[\"" + "x".repeat(9_999) + "\"]"));
        }
        return values;
    }

    /** Rows that have results of their own are no fault of the whole. */
    private static List<String> wrong(Map<String, Object> schema, List<String> wrong) {
        boolean byRow = schema.containsKey("x-row-results");
        return wrong.stream().filter(value -> !byRow || !value.startsWith("[")).toList();
    }

    private static String next(Number bound, int step) {
        return Long.toString(bound.longValue() + step);
    }

    static String deepArray() {
        return "[".repeat(DEPTH) + "]".repeat(DEPTH);
    }

    static String deepObject() {
        return "{\"a\":".repeat(DEPTH) + "1" + "}".repeat(DEPTH);
    }

    static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
