package io.fluxrouter.gateway.upstream;

import io.fluxrouter.core.catalog.Model;
import io.vertx.core.buffer.Buffer;

/** What came of calling the candidates one after the other. */
public sealed interface Answer {
    Model model();

    /** A provider answers. Its body is paused and not yet read. */
    record Begun(Model model, ProviderCall call) implements Answer {}

    /** A provider finds fault with the request itself; another would too. */
    record Refused(Model model, int status, Buffer body) implements Answer {}
}
