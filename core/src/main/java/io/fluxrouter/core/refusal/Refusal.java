package io.fluxrouter.core.refusal;

/**
 * Every way a request can be refused, in the order they are checked: what OpenAI's clients are
 * told, and what Enterprise Router's are. Statuses and codes follow research/gateways 4.2 and
 * billing 6.1. The codes are an interface: never rename one.
 */
public enum Refusal {
    SERVER_BUSY(503, "server_error", "slow_down", 503, "server busy"),
    REQUEST_TIMEOUT(408, "invalid_request_error", "request_timeout", 408, "request timeout"),
    HEADERS_TOO_LARGE(431, "invalid_request_error", "headers_too_large", 431, "headers too large"),
    BODY_TOO_LARGE(413, "invalid_request_error", "request_too_large", 413, "request too large"),
    UNKNOWN_PATH(404, "invalid_request_error", "unknown_url", 404, "not found"),
    NOT_SERVED(403, "invalid_request_error", "endpoint_not_served", 403, "endpoint not served"),
    METHOD_NOT_ALLOWED(
            405, "invalid_request_error", "method_not_allowed", 405, "method not allowed"),
    MISSING_KEY(401, "invalid_request_error", "invalid_api_key", 401, "missing proxy key"),
    INVALID_KEY(401, "invalid_request_error", "invalid_api_key", 401, "invalid proxy key"),
    KEY_REVOKED(401, "invalid_request_error", "invalid_api_key", 403, "key_revoked"),
    KEY_EXPIRED(401, "invalid_request_error", "invalid_api_key", 403, "key_expired"),
    IP_BLOCKED(403, "permission_error", "ip_not_allowed", 403, "ip_blocked"),
    ACCOUNT_ON_HOLD(402, "insufficient_quota", "account_on_hold", 403, "account on hold"),
    PAYMENT_METHOD_REQUIRED(
            402, "insufficient_quota", "payment_method_required", 403, "payment method required"),
    RATE_LIMITED(429, "rate_limit_error", "rate_limit_exceeded", 429, "rate_limited"),
    INVALID_BODY(400, "invalid_request_error", "invalid_request_body", 400, "invalid request body"),
    INVALID_VALUE(400, "invalid_request_error", "invalid_value", 400, "invalid request body"),
    MISSING_PARAMETER(
            400,
            "invalid_request_error",
            "missing_required_parameter",
            400,
            "invalid request body"),
    NO_PROVIDER(503, "server_error", "no_provider_configured", 503, "no provider configured"),
    MODEL_NOT_FOUND(
            404,
            "invalid_request_error",
            "model_not_found",
            400,
            "model must use provider/model format"),
    MODEL_NOT_ALLOWED(403, "permission_error", "model_not_allowed", 403, "model_not_allowed"),
    PROVIDER_NOT_ALLOWED(
            403, "permission_error", "provider_not_allowed", 403, "provider_not_allowed"),
    MODEL_NOT_IN_PLAN(402, "insufficient_quota", "model_not_in_plan", 403, "model_not_allowed"),
    CONTEXT_LENGTH_EXCEEDED(
            400, "invalid_request_error", "context_length_exceeded", 400, "invalid request body"),
    KEY_SPEND_LIMIT(402, "insufficient_quota", "key_spend_limit_exceeded", 403, "spend_exceeded"),
    BUDGET_EXCEEDED(402, "insufficient_quota", "budget_exceeded", 403, "budget_exceeded"),
    HOURLY_SAFETY_LIMIT(402, "insufficient_quota", "hourly_safety_limit", 403, "budget_exceeded"),
    CREDIT_EXHAUSTED(
            402, "insufficient_quota", "credit_balance_exhausted", 403, "insufficient_credits"),
    FREE_ALLOWANCE_EXHAUSTED(
            402, "insufficient_quota", "free_allowance_exhausted", 403, "insufficient_credits"),
    MONTHLY_CREDIT_EXHAUSTED(
            402, "insufficient_quota", "monthly_credit_exhausted", 403, "insufficient_credits"),
    SPEND_CEILING_REACHED(
            402, "insufficient_quota", "spend_ceiling_reached", 403, "budget_exceeded"),
    FEATURE_LIMIT_REACHED(
            402, "insufficient_quota", "feature_limit_reached", 403, "feature limit reached"),
    PROVIDER_UNAVAILABLE(
            502, "upstream_error", "provider_unavailable", 502, "upstream request failed"),
    PROVIDER_OVERLOADED(503, "upstream_error", "provider_overloaded", 503, "provider overloaded"),
    PROVIDER_TIMEOUT(504, "upstream_error", "timeout", 504, "upstream request failed"),
    NOT_FOUND(404, "invalid_request_error", "not_found", 404, "not found"),
    NOT_SIGNED_IN(401, "invalid_request_error", "not_signed_in", 401, "not signed in"),
    SCOPE_MISSING(403, "permission_error", "scope_missing", 403, "scope missing"),
    FOREIGN_ORIGIN(403, "permission_error", "foreign_origin", 403, "foreign origin"),
    PAYMENTS_UNAVAILABLE(503, "server_error", "payments_unavailable", 503, "payments unavailable"),
    CONFLICT(409, "invalid_request_error", "conflict", 409, "conflict"),
    ADMIN_REQUIRED(401, "invalid_request_error", "invalid_admin_token", 401, "invalid admin token"),
    INTERNAL_ERROR(500, "server_error", "internal_error", 500, "internal error");

    private final int status;
    private final String type;
    private final String code;
    private final int flatStatus;
    private final String flatCode;

    Refusal(int status, String type, String code, int flatStatus, String flatCode) {
        this.status = status;
        this.type = type;
        this.code = code;
        this.flatStatus = flatStatus;
        this.flatCode = flatCode;
    }

    public int status() {
        return status;
    }

    public String type() {
        return type;
    }

    public String code() {
        return code;
    }

    /** The status for Enterprise Router's clients. */
    public int flatStatus() {
        return flatStatus;
    }

    /** The whole error for Enterprise Router's clients. */
    public String flatCode() {
        return flatCode;
    }

    /** A refusal about money: retrying cannot help, so clients are told not to. */
    public boolean aboutMoney() {
        return status == 402;
    }
}
