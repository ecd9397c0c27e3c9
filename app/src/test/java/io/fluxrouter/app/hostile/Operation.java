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
 * @param body empty for a call without one
 * @param query the names of its query parameters
 */
record Operation(String method, String path, Credential credential, Body body, List<String> query) {

    /**
     * The JSON object that a call takes.
     *
     * @param fields the schema of each
     * @param required the fields that it must have
     * @param mandatory whether the call takes no empty body
     * @param open whether it lets through fields that it does not know
     */
    record Body(
            Map<String, Map<String, Object>> fields,
            List<String> required,
            boolean mandatory,
            boolean open) {
        static final Body NONE = new Body(Map.of(), List.of(), false, false);
    }

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
        return !fields().isEmpty();
    }

    Map<String, Map<String, Object>> fields() {
        return body.fields();
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
                body(call, api),
                list(call.get("parameters")).stream()
                        .map(parameter -> resolved(parameter, api))
                        .filter(parameter -> "query".equals(parameter.get("in")))
                        .map(parameter -> String.valueOf(parameter.get("name")))
                        .toList());
    }

    private static Credential credential(String security) {
        if (security.contains("adminToken")) return Credential.ADMIN;
        return security.contains("apiKey") ? Credential.KEY : Credential.NONE;
    }

    private static Body body(Map<String, Object> call, Map<String, Object> api) {
        if (!call.containsKey("requestBody")) return Body.NONE;
        Map<String, Object> request = map(call.get("requestBody"));
        Map<String, Object> content = map(request.get("content"));
        // The fields of CloudEvents are known to the tests of that call.
        if (!content.containsKey("application/json")) return Body.NONE;
        Map<String, Object> schema =
                resolved(map(content.get("application/json")).get("schema"), api);
        Map<String, Map<String, Object>> fields = new TreeMap<>();
        map(schema.getOrDefault("properties", Map.of()))
                .forEach((name, field) -> fields.put(name, resolved(field, api)));
        return new Body(
                fields,
                list(schema.get("required")).stream().map(String::valueOf).toList(),
                Boolean.TRUE.equals(request.get("required")),
                Boolean.TRUE.equals(schema.get("additionalProperties")));
    }

    /** What a reference points to: {@code #/components/schemas/Error}. */
    private static Map<String, Object> resolved(@Nullable Object value, Map<String, Object> api) {
        if (!(map(value).get("$ref") instanceof String reference)) return map(value);
        Map<String, Object> place = api;
        for (String step : reference.substring("#/".length()).split("/", -1)) {
            place = map(place.get(step));
        }
        return place;
    }

    @SuppressWarnings("unchecked") // The document's own shape, which OpenApiTest checks.
    private static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> items ? items : List.of();
    }
}
