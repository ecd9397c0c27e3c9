package io.fluxrouter.console.http;

import io.vertx.core.http.HttpMethod;
import java.util.function.Function;

/**
 * One call of the API.
 *
 * @param path with parameters in OpenAPI's form: "/v1/keys/{id}"
 * @param answer runs on a virtual thread and may block; throws {@link
 *     io.fluxrouter.core.refusal.ApiError} to refuse
 */
public record Endpoint(
        HttpMethod method, String path, Access access, Function<ApiCall, Reply> answer) {

    public static Endpoint get(String path, Access access, Function<ApiCall, Reply> answer) {
        return new Endpoint(HttpMethod.GET, path, access, answer);
    }

    public static Endpoint post(String path, Access access, Function<ApiCall, Reply> answer) {
        return new Endpoint(HttpMethod.POST, path, access, answer);
    }

    public static Endpoint patch(String path, Access access, Function<ApiCall, Reply> answer) {
        return new Endpoint(HttpMethod.PATCH, path, access, answer);
    }

    public static Endpoint delete(String path, Access access, Function<ApiCall, Reply> answer) {
        return new Endpoint(HttpMethod.DELETE, path, access, answer);
    }
}
