package io.fluxrouter.simulator;

import java.io.Serial;

/** An error that ends a request, in OpenAI's words. */
final class ApiError extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private final int status;
    private final String type;
    private final String param;
    private final String code;

    private ApiError(int status, String type, String code, String param, String message) {
        // Expected outcomes need no stack trace, and a load test makes thousands of them.
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.param = param;
        this.code = code;
    }

    static ApiError missingKey() {
        return new ApiError(
                401,
                "invalid_request_error",
                "",
                "",
                "You didn't provide an API key. You need to provide your API key in an"
                        + " Authorization header using Bearer auth.");
    }

    static ApiError wrongKey() {
        return new ApiError(
                401, "invalid_request_error", "invalid_api_key", "", "Incorrect API key provided.");
    }

    static ApiError badRequest(String param, String message) {
        return new ApiError(400, "invalid_request_error", "", param, message);
    }

    static ApiError unknownPath(String method, String path) {
        return new ApiError(
                404, "invalid_request_error", "", "", "Invalid URL (" + method + " " + path + ")");
    }

    static ApiError unknownModel(String model) {
        return new ApiError(
                404,
                "invalid_request_error",
                "model_not_found",
                "model",
                "The model '" + model + "' does not exist");
    }

    /** The error that a provider gives with this status. */
    static ApiError simulated(int status) {
        return switch (status) {
            case 401 -> wrongKey();
            case 429 ->
                    new ApiError(
                            status,
                            "requests",
                            "rate_limit_exceeded",
                            "",
                            "Rate limit reached. Please try again in 1s.");
            case 503 ->
                    new ApiError(
                            status,
                            "service_unavailable_error",
                            "",
                            "",
                            "The engine is currently overloaded, please try again later.");
            default -> {
                String type = status < 500 ? "invalid_request_error" : "server_error";
                yield new ApiError(status, type, "", "", "Simulated failure " + status + ".");
            }
        };
    }

    int status() {
        return status;
    }

    /** The body; an empty code or parameter is null on the wire. */
    String json() {
        var error = Json.MAPPER.createObjectNode();
        error.put("message", getMessage());
        error.put("type", type);
        error.put("param", param.isEmpty() ? null : param);
        error.put("code", code.isEmpty() ? null : code);
        return Json.MAPPER.createObjectNode().set("error", error).toString();
    }
}
