package io.fluxrouter.core.catalog;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A company's endpoint and how to talk to it.
 *
 * @param name "openai"; also the first part of its models' ids
 * @param dialect the wire format: "openai" for every OpenAI-compatible base URL
 * @param baseUri up to and including the version: "https://api.openai.com/v1"
 * @param apiKey the operator's credential; null where the endpoint wants none
 * @param maxTokensField the name of the output limit this endpoint understands
 */
public record Provider(
        String name,
        String dialect,
        URI baseUri,
        @Nullable String apiKey,
        String maxTokensField,
        Timeouts timeouts,
        int maxConnections) {

    /** How long to wait: to connect, for the first byte, between two pieces of an answer. */
    public record Timeouts(Duration connect, Duration firstByte, Duration idle) {
        public static final Timeouts DEFAULT =
                new Timeouts(
                        Duration.ofSeconds(5), Duration.ofSeconds(300), Duration.ofSeconds(120));
    }

    /** Leaves the credential out: a record's own text would show it in a log. */
    @Override
    public String toString() {
        return "Provider[" + name + ", " + dialect + ", " + baseUri + "]";
    }
}
