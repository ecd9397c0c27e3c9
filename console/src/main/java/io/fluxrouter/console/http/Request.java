package io.fluxrouter.console.http;

import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came over the wire, read completely. Immutable by use: it moves from the event loop to a
 * virtual thread.
 *
 * @param host the authority the client believes it talks to
 * @param clientIp the address of the client, as far as trusted proxies tell it
 */
public record Request(
        String method,
        String path,
        String host,
        @Nullable String clientIp,
        MultiMap headers,
        Map<String, String> cookies,
        Map<String, String> pathParams,
        MultiMap query,
        Buffer body) {

    static Request of(RoutingContext routing, @Nullable String clientIp) {
        HttpServerRequest http = routing.request();
        Buffer body = routing.body().buffer();
        return new Request(
                http.method().name(),
                http.path(),
                http.authority() == null ? "" : http.authority().toString(),
                clientIp,
                http.headers(),
                cookies(http),
                routing.pathParams(),
                routing.queryParams(),
                body == null ? Buffer.buffer() : body);
    }

    private static Map<String, String> cookies(HttpServerRequest http) {
        Map<String, String> cookies = new HashMap<>();
        for (Cookie cookie : http.cookies())
            cookies.putIfAbsent(cookie.getName(), cookie.getValue());
        return cookies;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name))
                .map(value -> storable(name, value))
                .filter(value -> !value.isBlank());
    }

    /** The text itself; throws {@link ApiError} where PostgreSQL could not be asked about it. */
    static String storable(String name, String text) {
        if (text.indexOf('\0') < 0) return text;
        throw ApiError.of(Refusal.INVALID_VALUE, name + " must not have U+0000 in it.", name);
    }

    public Optional<String> cookie(String name) {
        return Optional.ofNullable(cookies.get(name)).filter(value -> !value.isBlank());
    }
}
