package io.fluxrouter.console.http;

import tools.jackson.databind.JsonNode;

/** An answer that is ready to be written. */
public record Reply(int status, String contentType, String body) {
    private static final String JSON = "application/json";

    public static Reply ok(JsonNode body) {
        return json(200, body);
    }

    public static Reply created(JsonNode body) {
        return json(201, body);
    }

    public static Reply json(int status, JsonNode body) {
        return new Reply(status, JSON, body.toString());
    }
}
