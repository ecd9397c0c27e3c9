package io.fluxrouter.console.http;

import io.fluxrouter.core.refusal.ApiError;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A refusal as clients of /api/v1 read it: {@code detail} is a string, which is all that the
 * official SDK looks at; {@code code} and {@code field} are ours. Statuses: REFERENCE 2.1.
 */
record BillingError(ApiError error) {
    static final String BASE = "/api/v1";

    static boolean appliesTo(String path) {
        return path.equals(BASE) || path.startsWith(BASE + "/");
    }

    /** What can be read but not accepted is 422 here, and 400 everywhere else. */
    int status() {
        return switch (error.refusal()) {
            case INVALID_VALUE, MISSING_PARAMETER -> 422;
            default -> error.refusal().status();
        };
    }

    byte[] json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("detail", error.message());
        json.put("code", error.refusal().code());
        if (error.param() != null) json.put("field", error.param());
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
