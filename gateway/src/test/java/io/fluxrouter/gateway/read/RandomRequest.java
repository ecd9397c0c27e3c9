package io.fluxrouter.gateway.read;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A valid request from a seed: fields in any order, odd white space, escapes where none are needed,
 * text in many scripts.
 */
final class RandomRequest {
    private static final int[][] ALPHABETS = {
        {0x20, 0x7E}, {0xA0, 0x17F}, {0x900, 0x97F}, {0x4E00, 0x9FFF}, {0x1F600, 0x1F64F}, {0, 0x1F}
    };
    private static final String[] WORDS = {
        "the ", "router ", "def f(x):\n", "\"", "\\", "/", "```", " why ", "12345 ", "    ", "☃"
    };

    private final Random random;

    RandomRequest(long seed) {
        this.random = new Random(seed);
    }

    /** The same in every run; {@code -Dseed=42} reruns one. */
    static LongStream seeds() {
        Long only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, 1_000) : LongStream.of(only);
    }

    byte[] bytes() {
        StringBuilder json = new StringBuilder();
        space(json);
        write(json, fields());
        space(json);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("model", "flux-" + random.nextInt(100));
        fields.put("messages", messages());
        sometimes(fields, "stream", true, true, false, null);
        sometimes(fields, "stream_options", null, Map.of(), usage(true), usage(false), usage(null));
        sometimes(fields, "max_tokens", 1, 4_096, Integer.MAX_VALUE, null);
        sometimes(fields, "max_completion_tokens", 7, 128, null);
        sometimes(fields, "n", 1, 2, 128, null);
        sometimes(fields, "temperature", new Raw("0.10"), new Raw("1E-2"), new Raw("-0"));
        sometimes(fields, "seed", new Raw("123456789012345678901234567890"));
        sometimes(fields, "tools", null, List.of(), List.of(Map.of("type", "function")));
        sometimes(fields, "response_format", Map.of("type", "json_schema", "x", text(20)));
        sometimes(fields, text(12) + "?", text(40), List.of(text(5), 1), Map.of("model", text(9)));
        sometimes(fields, "stop", text(3), List.of("\n", "}"), Map.of("max_tokens", 3));
        return shuffled(fields);
    }

    private Map<String, @Nullable Object> usage(@Nullable Boolean include) {
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        options.put("include_usage", include);
        sometimes(options, "include_obfuscation", true, List.of("include_usage"));
        return shuffled(options);
    }

    private List<Object> messages() {
        List<Object> messages = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            Map<String, @Nullable Object> message = new LinkedHashMap<>();
            message.put("role", pick("system", "user", "user", "assistant", "tool", "developer"));
            message.put("content", random.nextBoolean() ? text(200) : parts());
            sometimes(message, "name", text(10));
            messages.add(shuffled(message));
        }
        return messages;
    }

    private List<Object> parts() {
        List<Object> parts = new ArrayList<>();
        parts.add(Map.of("type", "text", "text", text(100)));
        if (random.nextBoolean()) {
            Object url = pick("data:image/png;base64,iVBORw0KGgo=", "https://example.com/a.png");
            parts.add(Map.of("type", "image_url", "image_url", Map.of("url", url)));
        }
        return parts;
    }

    String text(int maxLength) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(maxLength);
        int[] alphabet = ALPHABETS[random.nextInt(ALPHABETS.length)];
        while (text.length() < length) {
            if (random.nextInt(8) == 0) text.append(pick((Object[]) WORDS));
            text.appendCodePoint(random.nextInt(alphabet[0], alphabet[1] + 1));
        }
        return text.toString();
    }

    private void sometimes(
            Map<String, @Nullable Object> fields, String name, @Nullable Object... values) {
        if (random.nextBoolean()) fields.put(name, values[random.nextInt(values.length)]);
    }

    private Object pick(Object... values) {
        return values[random.nextInt(values.length)];
    }

    private Map<String, @Nullable Object> shuffled(Map<String, @Nullable Object> fields) {
        List<String> names = new ArrayList<>(fields.keySet());
        Collections.shuffle(names, random);
        Map<String, @Nullable Object> shuffled = new LinkedHashMap<>();
        for (String name : names) shuffled.put(name, fields.get(name));
        return shuffled;
    }

    /** A number in the digits given. */
    private record Raw(String digits) {
        @Override
        public String toString() {
            return digits;
        }
    }

    private void write(StringBuilder json, @Nullable Object value) {
        space(json);
        switch (value) {
            case Map<?, ?> map -> writeAll(json, '{', map.entrySet(), '}');
            case List<?> list -> writeAll(json, '[', list, ']');
            case Map.Entry<?, ?> field -> {
                write(json, field.getKey());
                json.append(':');
                write(json, field.getValue());
            }
            case String text -> writeString(json, text);
            case null -> json.append("null");
            default -> json.append(value);
        }
        space(json);
    }

    private void writeAll(StringBuilder json, char open, Iterable<?> items, char close) {
        json.append(open);
        String comma = "";
        for (Object item : items) {
            json.append(comma);
            write(json, item);
            comma = ",";
        }
        space(json);
        json.append(close);
    }

    private void writeString(StringBuilder json, String text) {
        boolean escaping = random.nextInt(4) == 0;
        json.append('"');
        text.codePoints().forEach(c -> writeCharacter(json, c, escaping));
        json.append('"');
    }

    private void writeCharacter(StringBuilder json, int c, boolean escaping) {
        if (c < ' ' || (escaping && random.nextInt(3) == 0)) {
            for (char unit : Character.toChars(c)) {
                json.append(
                        random.nextBoolean()
                                ? "\\u%04x".formatted((int) unit)
                                : "\\u%04X".formatted((int) unit));
            }
        } else {
            if (c == '"' || c == '\\') json.append('\\');
            json.appendCodePoint(c);
        }
    }

    private void space(StringBuilder json) {
        if (random.nextInt(3) == 0) json.append(pick(" ", "\n", "\t", "\r\n", "   "));
    }
}
