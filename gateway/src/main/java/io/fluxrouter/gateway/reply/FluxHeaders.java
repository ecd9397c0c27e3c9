package io.fluxrouter.gateway.reply;

import io.vertx.core.http.HttpHeaders;

/** The names of the headers that say what happened to a request. */
public final class FluxHeaders {
    public static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("X-Flux-Request-Id");
    public static final CharSequence X_REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
    public static final CharSequence MODEL = HttpHeaders.createOptimized("X-Flux-Model");
    public static final CharSequence ORIGINAL_MODEL =
            HttpHeaders.createOptimized("X-Flux-Original-Model");
    public static final CharSequence ROUTED = HttpHeaders.createOptimized("X-Flux-Routed");
    public static final CharSequence LANE = HttpHeaders.createOptimized("X-Flux-Lane");
    public static final CharSequence PROVIDER = HttpHeaders.createOptimized("X-Flux-Provider");
    public static final CharSequence ROUTE_REASON =
            HttpHeaders.createOptimized("X-Flux-Route-Reason");
    public static final CharSequence COST = HttpHeaders.createOptimized("X-Flux-Cost-Usd");
    public static final CharSequence MARKET_COST =
            HttpHeaders.createOptimized("X-Flux-Market-Cost-Usd");

    public static final CharSequence BUDGET_WARNING =
            HttpHeaders.createOptimized("X-Budget-Warning");

    private FluxHeaders() {}
}
