package io.fluxrouter.console.api;

import io.fluxrouter.core.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Building answers: money as decimal strings or exact numbers, times in ISO 8601. */
public final class Json {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    public static ObjectNode object() {
        return NODES.objectNode();
    }

    public static ArrayNode array() {
        return NODES.arrayNode();
    }

    public static ArrayNode texts(List<String> texts) {
        ArrayNode array = array();
        texts.forEach(array::add);
        return array;
    }

    /** OpenAI's list. */
    public static ObjectNode list(ArrayNode data, boolean hasMore) {
        ObjectNode list = object();
        list.put("object", "list");
        list.set("data", data);
        list.put("has_more", hasMore);
        return list;
    }

    public static @Nullable String decimal(@Nullable Money money) {
        return money == null ? null : money.toDecimal();
    }

    /** A JSON number with exactly the digits of the amount, for clients that expect a number. */
    public static @Nullable BigDecimal number(@Nullable Money money) {
        return money == null ? null : new BigDecimal(money.toDecimal());
    }

    public static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
