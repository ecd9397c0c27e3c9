package io.fluxrouter.simulator;

import java.util.Map;

/** A chat request as it arrived. Header names are in lower case; of a repeated one the last. */
public record RecordedRequest(Map<String, String> headers, String body) {
    public RecordedRequest {
        headers = Map.copyOf(headers);
    }
}
