package io.fluxrouter.simulator.issuer;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Objects, and how a JWT writes them. */
final class Json {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static String base64(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }

    static String base64(ObjectNode json) {
        return base64(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
