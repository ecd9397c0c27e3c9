package io.fluxrouter.console.api;

import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Liveness, readiness, metrics, and the description of the API. */
public final class HealthCalls {
    private static final String OPENAPI = "/io/fluxrouter/console/openapi.yaml";

    private final Supplier<Map<String, String>> problems;
    private final Supplier<Map<String, String>> providers;
    private final PrometheusMeterRegistry metrics;
    private final String openApi = read(OPENAPI);

    /**
     * @param problems what keeps this node from serving, by part; empty when it is ready
     * @param providers how it stands with each provider, by name; keeps nobody from being ready
     */
    public HealthCalls(
            Supplier<Map<String, String>> problems,
            Supplier<Map<String, String>> providers,
            PrometheusMeterRegistry metrics) {
        this.problems = problems;
        this.providers = providers;
        this.metrics = metrics;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/health", Access.PUBLIC, call -> health()),
                Endpoint.get("/ready", Access.PUBLIC, call -> ready()),
                Endpoint.get("/metrics", Access.PUBLIC, call -> metrics()),
                Endpoint.get("/openapi.yaml", Access.PUBLIC, call -> openApi()));
    }

    private static Reply health() {
        ObjectNode json = Json.object();
        json.put("status", "ok");
        return Reply.ok(json);
    }

    private Reply ready() {
        Map<String, String> found = problems.get();
        ObjectNode json = Json.object();
        json.put("status", found.isEmpty() ? "ready" : "not ready");
        ObjectNode parts = json.putObject("problems");
        found.forEach(parts::put);
        ObjectNode states = json.putObject("providers");
        providers.get().forEach(states::put);
        return Reply.json(found.isEmpty() ? 200 : 503, json);
    }

    private Reply metrics() {
        return new Reply(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
    }

    private Reply openApi() {
        return new Reply(200, "application/yaml", openApi);
    }

    private static String read(String resource) {
        try (InputStream in = HealthCalls.class.getResourceAsStream(resource)) {
            if (in == null) throw new IllegalStateException("missing " + resource);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
