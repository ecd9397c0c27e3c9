package io.fluxrouter.gateway.relay;

import io.vertx.core.buffer.Buffer;

/** Errors after the status line has gone: an event that OpenAI's clients raise as an error. */
final class StreamErrors {
    private StreamErrors() {}

    static Buffer providerCut() {
        return Buffer.buffer(
                "data: {\"error\":{\"message\":\"The provider broke off in the middle of its answer. Only"
                        + " the tokens that came are charged.\",\"type\":\"upstream_error\",\"param\":null,"
                        + "\"code\":\"provider_unavailable\"},\"choices\":[{\"index\":0,\"delta\":"
                        + "{\"content\":\"\"},\"finish_reason\":\"error\"}]}\n\n");
    }
}
