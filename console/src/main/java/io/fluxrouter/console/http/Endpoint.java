package io.fluxrouter.console.http;

import io.vertx.core.http.HttpMethod;
import java.util.function.Function;

/**
 * One call of the API.
 *
 * @param path with parameters in OpenAPI's form: "/v1/keys/{id}"
 * @param answer runs on a virtual thread and may block; throws {@link
 *     io.fluxrouter.core.refusal.ApiError} to refuse
 * @param repeatable whether an {@code Idempotency-Key} is heeded, see {@link #once}
 */
public record Endpoint(
        HttpMethod method,
        String path,
        Access access,
        Function<ApiCall, Reply> answer,
        boolean repeatable) {

    public Endpoint(
            HttpMethod method, String path, Access access, Function<ApiCall, Reply> answer) {
        this(method, path, access, answer, false);
    }

    public static Endpoint get(String path, Access access, Function<ApiCall, Reply> answer) {
        return new Endpoint(HttpMethod.GET, path, access, answer);
    }

    public static Endpoint post(String path, Access access, Function<ApiCall, Reply> answer) {
        return new Endpoint(HttpMethod.POST, path, access, answer);
    }

    public static Endpoint put(String path, Access access, Function<ApiCall, Reply> answer) {
        return new Endpoint(HttpMethod.PUT, path, access, answer);
    }

    public static Endpoint patch(String path, Access access, Function<ApiCall, Reply> answer) {
        return new Endpoint(HttpMethod.PATCH, path, access, answer);
    }

    public static Endpoint delete(String path, Access access, Function<ApiCall, Reply> answer) {
        return new Endpoint(HttpMethod.DELETE, path, access, answer);
    }

    /**
     * The same endpoint, which a client may call again with the same {@code Idempotency-Key}: the
     * effect happens once, in one transaction with the mark, and the reply is replayed. For calls
     * that need a scope or the admin token and write on their own thread; see {@link
     * io.fluxrouter.billing.idempotency.IdempotentCalls#once}.
     */
    public Endpoint once() {
        return new Endpoint(method, path, access, answer, true);
    }
}
