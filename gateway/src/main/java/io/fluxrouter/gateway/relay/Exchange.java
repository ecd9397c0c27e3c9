package io.fluxrouter.gateway.relay;

import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.gateway.meter.MeteredCall;
import io.fluxrouter.gateway.read.ChatRequest;
import io.fluxrouter.gateway.upstream.ProviderCall;
import io.vertx.core.http.HttpServerResponse;

/**
 * Both ends of a call that a provider has begun to answer.
 *
 * @param model the one that serves
 * @param upstream what the provider sends; paused
 * @param out what the caller gets
 */
public record Exchange(
        MeteredCall call,
        Model model,
        ChatRequest request,
        ProviderCall upstream,
        HttpServerResponse out) {}
