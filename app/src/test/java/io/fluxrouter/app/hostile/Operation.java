package io.fluxrouter.app.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * One call of the API as {@code openapi.yaml} describes it.
 *
 * @param fields the schema of each field of the body; empty for a call without one
 * @param query the names of its query parameters
 */
record Operation(
        String method,
        String path,
        Credential credential,
        Map<String, Map<String, Object>> fields,
        List<String> query) {

    /** What a call asks for. */
    enum Credential {
        NONE,
        KEY,
        ADMIN
    }

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    @Override
    public String toString() {
        return method + " " + path;
    }

    boolean hasBody() {
        return !fields.isEmpty();
    }

    static List<Operation> in(String openApi) {
        Map<String, Object> api =
                map(new Load(LoadSettings.builder().build()).loadFromString(openApi));
        List<Operation> all = new ArrayList<>();
        map(api.get("paths"))
                .forEach(
                        (path, item) ->
                                map(item)
                                        .forEach(
                                                (method, call) -> {
                                                    if (METHODS.contains(method)) {
                                                        all.add(of(method, path, map(call), api));
                                                    }
                                                }));
        return all;
    }

    private static Operation of(
            String method, String path, Map<String, Object> call, Map<String, Object> api) {
        return new Operation(
                method.toUpperCase(Locale.ROOT),
                path,
                credential(String.valueOf(call.get("security"))),
                fields(call, api),
                list(call.get("parameters")).stream()
                        .map(Operation::map)
                        .filter(parameter -> "query".equals(parameter.get("in")))
                        .map(parameter -> String.valueOf(parameter.get("name")))
                        .toList());
    }

    private static Credential credential(String security) {
        if (security.contains("adminToken")) return Credential.ADMIN;
        return security.contains("apiKey") ? Credential.KEY : Credential.NONE;
    }

    private static Map<String, Map<String, Object>> fields(
            Map<String, Object> call, Map<String, Object> api) {
        if (!call.containsKey("requestBody")) return Map.of();
        Map<String, Object> content = map(map(call.get("requestBody")).get("content"));
        // The fields of CloudEvents and of open schemas are known to the tests of their calls.
        if (!content.containsKey("application/json")) return Map.of();
        Map<String, Object> schema =
                resolved(map(content.get("application/json")).get("schema"), api);
        Map<String, Map<String, Object>> fields = new TreeMap<>();
        map(schema.getOrDefault("properties", Map.of()))
                .forEach((name, field) -> fields.put(name, resolved(field, api)));
        return fields;
    }

    private static Map<String, Object> resolved(@Nullable Object schema, Map<String, Object> api) {
        Object reference = map(schema).get("$ref");
        if (reference == null) return map(schema);
        String name = String.valueOf(reference);
        Map<String, Object> schemas = map(map(api.get("components")).get("schemas"));
        return map(schemas.get(name.substring(name.lastIndexOf('/') + 1)));
    }

    @SuppressWarnings("unchecked") // The document's own shape, which OpenApiTest checks.
    private static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> items ? items : List.of();
    }
}
