package io.fluxrouter.app.metering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A client that behaves like Fluxrate's Go SDK v0.1.1 (reference 2.9): one POST for each event, all
 * of a batch at once; any status below 400 with a readable body is success, anything else is tried
 * again, also a 404; the text of a failure is {@code detail}, else {@code message}.
 */
final class GoSdk {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** The SDK's MaxRetries; it waits between them, which would only cost time here. */
    static final int ATTEMPTS = 10;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String origin;
    private final String key;

    GoSdk(String origin, String key) {
        if (!key.startsWith("sk_")) throw new IllegalArgumentException("sk_live_ or sk_test_");
        this.origin = origin;
        this.key = key;
    }

    /**
     * What the SDK hands to its caller: a decoded event, or the text of the last failure.
     *
     * @param attempts how many requests it took
     */
    record Outcome(JsonNode event, String error, int attempts) {}

    Outcome track(String body) {
        int attempts = 1;
        HttpResponse<String> answer = post(body);
        while (attempts < ATTEMPTS && !isSuccess(answer)) {
            answer = post(body);
            attempts++;
        }
        JsonNode json = decoded(answer.body());
        return new Outcome(json, isSuccess(answer) ? "" : failure(json), attempts);
    }

    private static boolean isSuccess(HttpResponse<String> answer) {
        return answer.statusCode() < 400 && isDecodable(decoded(answer.body()));
    }

    private HttpResponse<String> post(String body) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(origin + "/api/v1/sdk/track"))
                            .header("Content-Type", "application/json")
                            .header("X-API-Key", key)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    /** What cannot be read has no field, so it is no event: a 204, a page of a proxy. */
    private static JsonNode decoded(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }

    /** Go decodes a number into a string field as an error, and so a success into a retry. */
    private static boolean isDecodable(JsonNode json) {
        return json.path("id").isString()
                && json.path("customer_id").isString()
                && json.path("meter_id").isString()
                && json.path("quantity").isString()
                && json.path("timestamp").isString()
                && json.path("created_at").isString()
                && json.path("meta_data").isObject();
    }

    private static String failure(JsonNode json) {
        if (json.path("detail").isString()) return json.path("detail").asString();
        return json.path("message").asString("Unknown error");
    }

    /** A flush of the SDK's batch: a goroutine and a request for each event. */
    List<Outcome> flush(List<String> bodies) throws Exception {
        try (ExecutorService goroutines = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome>> sent = new ArrayList<>();
            for (String body : bodies) sent.add(goroutines.submit(() -> track(body)));
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> one : sent) outcomes.add(one.get());
            return outcomes;
        }
    }
}
