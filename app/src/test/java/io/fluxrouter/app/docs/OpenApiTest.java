package io.fluxrouter.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The description of the API and the routes of the running program name the same calls. */
class OpenApiTest {
    /** Served by the request plane, which has no list of routes. */
    private static final Set<String> REQUEST_PLANE =
            Set.of("POST /v1/chat/completions", "GET /v1/models", "GET /v1/models/{id}");

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    @Test
    void every_route_is_described_and_every_description_is_a_route() {
        try (TestNode node = TestNode.start()) {
            JsonNode api = new YAMLMapper().readTree(node.api().get("/openapi.yaml", "").text());
            Set<String> routes = new TreeSet<>(node.app().routes());
            routes.addAll(REQUEST_PLANE);

            assertThat(described(api)).isEqualTo(routes);
        }
    }

    private static Set<String> described(JsonNode api) {
        Set<String> calls = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
            for (String method : path.getValue().propertyNames()) {
                if (METHODS.contains(method)) {
                    calls.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                }
            }
        }
        return calls;
    }
}
