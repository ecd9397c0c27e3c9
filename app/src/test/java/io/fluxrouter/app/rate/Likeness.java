package io.fluxrouter.app.rate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Compares a result with what a source prints: numbers by value, whether text or number; every
 * printed field must be there, further ones may be.
 */
final class Likeness {

    private Likeness() {}

    static List<String> differences(JsonNode wanted, JsonNode found) {
        List<String> differences = new ArrayList<>();
        compare(wanted, found, "result", differences);
        return differences;
    }

    private static void compare(
            JsonNode wanted, JsonNode found, String at, List<String> differences) {
        if (wanted.isObject()) {
            wanted.propertyNames()
                    .forEach(
                            name ->
                                    compare(
                                            wanted.get(name),
                                            found.path(name),
                                            at + "." + name,
                                            differences));
        } else if (wanted.isArray() && wanted.size() == found.size()) {
            for (int i = 0; i < wanted.size(); i++) {
                compare(wanted.get(i), found.path(i), at + "[" + i + "]", differences);
            }
        } else if (!same(wanted, found)) {
            differences.add(at + ": wanted " + wanted + ", found " + found);
        }
    }

    private static boolean same(JsonNode wanted, JsonNode found) {
        BigDecimal number = number(wanted);
        BigDecimal other = number(found);
        if (number == null || other == null) {
            return wanted.equals(found);
        }
        return number.compareTo(other) == 0;
    }

    private static @Nullable BigDecimal number(JsonNode node) {
        String text = node.asString("");
        return text.matches("-?[0-9]+(\\.[0-9]+)?") ? new BigDecimal(text) : null;
    }
}
