package io.fluxrouter.gateway.upstream;

import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.catalog.Provider;
import io.fluxrouter.gateway.read.ChatRequest;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * How a kind of provider is talked to. A new wire format is a new class here.
 *
 * <p>Threads: implementations have no state.
 */
public interface ProviderDialect {

    /** The path of the chat call, from the root of the host. */
    String path(Provider provider);

    void putHeaders(MultiMap headers, Provider provider, boolean streaming);

    /** The body as this provider wants it. An output limit of 0 keeps what the caller sent. */
    Buffer body(ChatRequest request, Model model, Provider provider, long outputLimit);
}
