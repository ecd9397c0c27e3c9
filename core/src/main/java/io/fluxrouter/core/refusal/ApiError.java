package io.fluxrouter.core.refusal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request with a refusal. Immutable; {@code with…} makes a richer copy. Carries no stack
 * trace: it is an answer, not a bug.
 */
public final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Refusal refusal;
    private final @Nullable String param;
    private final transient Map<String, Object> metadata;
    private final transient Map<String, String> headers;

    private ApiError(
            Refusal refusal,
            String message,
            @Nullable String param,
            Map<String, Object> metadata,
            Map<String, String> headers) {
        super(message, null, false, false);
        this.refusal = refusal;
        this.param = param;
        this.metadata = Collections.unmodifiableMap(metadata);
        this.headers = Collections.unmodifiableMap(headers);
    }

    public static ApiError of(Refusal refusal, String message) {
        return new ApiError(refusal, message, null, Map.of(), Map.of());
    }

    /** A refusal that names the field that is wrong. */
    public static ApiError of(Refusal refusal, String message, String param) {
        return new ApiError(refusal, message, param, Map.of(), Map.of());
    }

    /** Adds a fact to {@code error.metadata}; strings, whole numbers and booleans only. */
    public ApiError with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(metadata);
        more.put(name, value);
        return new ApiError(refusal, message(), param, more, headers);
    }

    public ApiError withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ApiError(refusal, message(), param, metadata, more);
    }

    public Refusal refusal() {
        return refusal;
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    public @Nullable String param() {
        return param;
    }

    public Map<String, Object> metadata() {
        return metadata;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
