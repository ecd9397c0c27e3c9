package io.fluxrouter.simulator.stripe.wire;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The one mapper, with Jackson's defaults. Thread-safe. */
public final class Json {
    public static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The text of a member, or an empty one where it is absent or null. */
    public static String text(ObjectNode node, String member) {
        return node.path(member).asString("");
    }

    /** Whether a member is there and neither null nor an empty text. */
    public static boolean has(ObjectNode node, String member) {
        return !text(node, member).isEmpty();
    }
}
