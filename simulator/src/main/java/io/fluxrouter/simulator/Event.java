package io.fluxrouter.simulator;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * One write of a reply.
 *
 * @param tokens the completion tokens it carries; one without any follows at once
 * @param claim the usage it reports, or null
 */
record Event(Buffer bytes, int tokens, @Nullable Usage claim) {
    static Event of(String text) {
        return new Event(Buffer.buffer(text), 0, null);
    }
}
