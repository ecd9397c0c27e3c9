package io.fluxrouter.app.metering;

import io.fluxrouter.app.node.TestApi;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/**
 * A client that behaves like Fluxrate's Go SDK v0.1.1 (reference 2.9): one POST for each event, all
 * of a batch at once; any status below 400 with a readable body is success, anything else is tried
 * again, also a 404; the text of a failure is {@code detail}, else {@code message}.
 */
final class GoSdk {
    private static final int ATTEMPTS = 3;

    private final TestApi api;
    private final String key;

    GoSdk(TestApi api, String key) {
        if (!key.startsWith("sk_")) throw new IllegalArgumentException("sk_live_ or sk_test_");
        this.api = api;
        this.key = key;
    }

    /** What the SDK hands to its caller: a decoded event, or the text of the last failure. */
    record Outcome(JsonNode event, String error) {}

    Outcome track(String body) {
        TestApi.Answer answer = post(body);
        for (int attempt = 1; attempt < ATTEMPTS && !isSuccess(answer); attempt++) {
            answer = post(body);
        }
        JsonNode json = answer.json();
        return new Outcome(json, isSuccess(answer) ? "" : failure(json));
    }

    private static boolean isSuccess(TestApi.Answer answer) {
        return answer.status() < 400 && isDecodable(answer.json());
    }

    private TestApi.Answer post(String body) {
        return api.send(
                HttpRequest.newBuilder(URI.create(api.origin() + "/api/v1/sdk/track"))
                        .header("Content-Type", "application/json")
                        .header("X-API-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
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
