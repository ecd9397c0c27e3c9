package io.fluxrouter.simulator;

import tools.jackson.databind.json.JsonMapper;

/** The one mapper, with Jackson's defaults. Thread-safe. */
final class Json {
    static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    /** The text as a JSON string, quotes included. */
    static String quoted(String text) {
        return MAPPER.writeValueAsString(text);
    }
}
