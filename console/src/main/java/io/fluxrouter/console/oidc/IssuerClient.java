package io.fluxrouter.console.oidc;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks an issuer over HTTP, with patience and memory that end. Follows no redirect: a secret goes
 * where discovery said, or nowhere. Safe for all threads.
 */
final class IssuerClient {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 256 * 1024;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    JsonNode get(URI uri, String what) {
        return send(HttpRequest.newBuilder(uri).GET(), what);
    }

    /** Throws {@link Untrusted} for anything but a JSON object with status 200. */
    JsonNode send(HttpRequest.Builder request, String what) {
        HttpRequest ready = request.timeout(PATIENCE).header("Accept", "application/json").build();
        try {
            HttpResponse<InputStream> answer =
                    http.send(ready, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new Untrusted(what + " answered " + answer.statusCode());
                }
                return object(body.readNBytes(MOST_BYTES + 1), what);
            }
        } catch (IOException failure) {
            throw new Untrusted(what + " does not answer: " + failure.getClass().getSimpleName());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Untrusted(what + " was not waited for");
        }
    }

    private static JsonNode object(byte[] body, String what) {
        if (body.length > MOST_BYTES) throw new Untrusted(what + " answered too much");
        try {
            JsonNode json = JSON.readTree(body);
            if (json.isObject()) return json;
        } catch (JacksonException notJson) {
            // The message of it quotes what was sent, a token perhaps.
        }
        throw new Untrusted(what + " answered no JSON object");
    }
}
