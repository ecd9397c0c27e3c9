package io.fluxrouter.simulator.stripe.wire;

import java.io.Serial;
import tools.jackson.databind.node.ObjectNode;

/**
 * An error that ends a request, in Stripe's words: <a href="https://docs.stripe.com/api/errors">the
 * error object</a>.
 */
public final class StripeError extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private final int status;
    private final boolean executed;
    private final transient ObjectNode error;

    private StripeError(int status, boolean executed, String type, String message) {
        // Expected outcomes need no stack trace.
        super(message, null, false, false);
        this.status = status;
        this.executed = executed;
        this.error = Json.object().put("type", type).put("message", message);
    }

    private static StripeError request(int status, String code, String param, String message) {
        return new StripeError(status, false, "invalid_request_error", message)
                .with("code", code)
                .with("param", param);
    }

    public static StripeError invalid(String param, String message) {
        return request(400, "", param, message);
    }

    public static StripeError invalid(String code, String param, String message) {
        return request(400, code, param, message);
    }

    public static StripeError missing(String param) {
        return request(400, "parameter_missing", param, "Missing required param: " + param + ".");
    }

    public static StripeError unknownParameter(String param) {
        return request(400, "parameter_unknown", param, "Received unknown parameter: " + param);
    }

    /** The object is not there. A path's own object is named by {@code id}. */
    public static StripeError noSuch(String object, String id, String param) {
        int status = param.equals("id") ? 404 : 400;
        return request(
                status,
                "resource_missing",
                param,
                "No such " + object.replace('.', ' ') + ": '" + id + "'");
    }

    public static StripeError unknownPath(String method, String path) {
        return request(404, "", "", "Unrecognized request URL (" + method + ": " + path + ").");
    }

    public static StripeError noKey() {
        return request(401, "", "", "You did not provide an API key.");
    }

    /** Never shows the key: it may be a real one that was sent here by mistake. */
    public static StripeError wrongKey() {
        return request(401, "", "", "Invalid API Key provided.");
    }

    /** The object's state forbids it. Repeated under the same idempotency key. */
    public static StripeError state(String code, String message) {
        return new StripeError(400, true, "invalid_request_error", message).with("code", code);
    }

    /** The card was refused. Repeated under the same idempotency key. */
    public static StripeError card(String code, String declineCode, String message) {
        return new StripeError(402, true, "card_error", message)
                .with("code", code)
                .with("decline_code", declineCode);
    }

    public static StripeError otherBody() {
        return new StripeError(
                400,
                false,
                "idempotency_error",
                "Keys for idempotent requests can only be used with the same parameters they were"
                        + " first used with. Try using a key other than this one if you meant to"
                        + " execute a different request.");
    }

    public static StripeError underWay() {
        return new StripeError(
                        409,
                        false,
                        "invalid_request_error",
                        "There is currently another in-progress request using this Idempotent Key."
                                + " Please try again later.")
                .with("code", "idempotency_key_in_use");
    }

    public static StripeError tooMany() {
        return request(429, "rate_limit", "", "Request rate limit exceeded.");
    }

    /** An error of Stripe's own, on order. */
    public static StripeError broken(int status) {
        return new StripeError(
                status, true, "api_error", "An unknown error occurred (simulated " + status + ").");
    }

    /** The simulator itself has failed. */
    public static StripeError bug(RuntimeException bug) {
        return new StripeError(500, false, "api_error", "The simulator failed: " + bug);
    }

    /** Adds an object that the error is about, such as {@code payment_intent}. */
    public StripeError about(String member, ObjectNode object) {
        error.set(member, object);
        return this;
    }

    @Override
    public String getMessage() {
        return Json.text(error, "message");
    }

    public int status() {
        return status;
    }

    /** Whether the request had an effect or met a state, so that its answer is kept. */
    public boolean executed() {
        return executed;
    }

    /** The error object alone, as objects keep their last one. */
    public ObjectNode error() {
        return error.deepCopy();
    }

    public ObjectNode body() {
        ObjectNode body = Json.object();
        body.set("error", error);
        return body;
    }

    private StripeError with(String member, String value) {
        if (!value.isEmpty()) error.put(member, value);
        return this;
    }
}
