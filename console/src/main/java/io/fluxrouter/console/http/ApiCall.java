package io.fluxrouter.console.http;

import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One call as an endpoint sees it.
 *
 * @param caller who asks by API key; null when the operator asks
 */
public record ApiCall(
        @Nullable Caller caller, Map<String, String> pathParams, MultiMap query, Buffer body) {

    /** The caller of a call that only keys can make. */
    public Caller requireCaller() {
        if (caller == null) throw new IllegalStateException("not a caller's call");
        return caller;
    }

    public String pathParam(String name) {
        return String.valueOf(pathParams.get(name));
    }

    /** A path parameter that is an id; anything else names nothing, so 404. */
    public UUID pathId(String name) {
        try {
            return UUID.fromString(pathParam(name));
        } catch (IllegalArgumentException notAnId) {
            throw ApiError.of(Refusal.NOT_FOUND, "There is no such " + name + ".", name);
        }
    }

    public Optional<String> queryParam(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isBlank());
    }

    public Optional<UUID> queryId(String name) {
        return queryParam(name)
                .map(
                        text -> {
                            try {
                                return UUID.fromString(text);
                            } catch (IllegalArgumentException notAnId) {
                                throw ApiError.of(
                                        Refusal.INVALID_VALUE, name + " must be an id.", name);
                            }
                        });
    }

    /** A whole number within bounds, or the standard. */
    public int queryNumber(String name, int standard, int most) {
        return queryParam(name)
                .map(
                        text -> {
                            int number = parse(name, text);
                            if (number < 1 || number > most) {
                                throw ApiError.of(
                                        Refusal.INVALID_VALUE,
                                        name + " must be from 1 to " + most + ".",
                                        name);
                            }
                            return number;
                        })
                .orElse(standard);
    }

    private static int parse(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw ApiError.of(Refusal.INVALID_VALUE, name + " must be a whole number.", name);
        }
    }

    /** The body as an object with known fields. */
    public Fields fields() {
        return Fields.of(body.getBytes());
    }
}
