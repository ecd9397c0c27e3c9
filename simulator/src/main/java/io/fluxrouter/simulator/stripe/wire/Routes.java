package io.fluxrouter.simulator.stripe.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** The operations of the API by method and path; <code>{}</code> stands for an object's id. */
public final class Routes {
    private final Map<String, Function<Call, ObjectNode>> operations = new HashMap<>();

    public void get(String path, Function<Call, ObjectNode> operation) {
        operations.put("GET " + path, operation);
    }

    public void post(String path, Function<Call, ObjectNode> operation) {
        operations.put("POST " + path, operation);
    }

    public void delete(String path, Function<Call, ObjectNode> operation) {
        operations.put("DELETE " + path, operation);
    }

    /** Runs the operation of a path. Throws {@link StripeError} where there is none. */
    public ObjectNode run(String method, String path, Params params) {
        String exact = method + " " + path;
        if (operations.containsKey(exact)) return run(exact, "", path, params);
        String[] parts = path.split("/", -1);
        for (int i = parts.length - 1; i > 1; i--) {
            String pattern = method + " " + withHole(parts, i);
            if (operations.containsKey(pattern)) return run(pattern, parts[i], path, params);
        }
        throw StripeError.unknownPath(method, path);
    }

    private ObjectNode run(String operation, String id, String path, Params params) {
        Parameters.check(operation, params);
        Function<Call, ObjectNode> known = operations.get(operation);
        if (known == null) throw StripeError.unknownPath(operation, path);
        return known.apply(new Call(id, path, params));
    }

    private static String withHole(String[] parts, int hole) {
        String[] pattern = parts.clone();
        pattern[hole] = "{}";
        return String.join("/", pattern);
    }
}
