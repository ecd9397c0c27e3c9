package io.fluxrouter.gateway.read;

import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;

/**
 * The wording of what is wrong with a body. Says where and what was expected, and never repeats the
 * caller's text.
 */
final class BadBody {
    private BadBody() {}

    static ApiError malformed(String what) {
        return ApiError.of(
                Refusal.INVALID_BODY,
                "We could not parse the JSON body of your request: " + what + ".");
    }

    static ApiError missing(String field) {
        return ApiError.of(
                Refusal.MISSING_PARAMETER, "Missing required parameter: '" + field + "'.", field);
    }

    static ApiError wrong(String field, String expected) {
        return ApiError.of(
                Refusal.INVALID_VALUE,
                "Invalid value for '" + field + "': expected " + expected + ".",
                field);
    }

    static ApiError twice(String field) {
        return ApiError.of(
                Refusal.INVALID_BODY, "The field '" + field + "' is given more than once.", field);
    }

    static ApiError misspelt(String field) {
        return ApiError.of(
                Refusal.INVALID_BODY,
                "The field '" + field + "' must be written in lower case.",
                field);
    }
}
