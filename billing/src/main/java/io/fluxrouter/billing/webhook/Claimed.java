package io.fluxrouter.billing.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that this node may send until its claim runs out.
 *
 * @param attempt the number of the attempt to be made
 * @param failures failed attempts since it was made or replayed
 * @param body as it was stored with the event: the same bytes each time
 */
@SuppressWarnings("ArrayRecordComponent") // bytes that pass through, never compared
record Claimed(
        UUID id,
        UUID claim,
        int attempt,
        int failures,
        UUID eventId,
        String eventType,
        byte[] body,
        Target target) {

    /**
     * Where it goes.
     *
     * @param secret sealed
     * @param previousSecret sealed; null where none signs any more
     */
    @SuppressWarnings("ArrayRecordComponent") // as above
    record Target(
            UUID endpointId,
            String url,
            byte[] secret,
            byte @Nullable [] previousSecret,
            @Nullable Instant previousSecretUntil) {}

    /** Leaves out what is sent and where: a record's own text would show it in a log. */
    @Override
    public String toString() {
        return "Claimed[" + id + "]";
    }
}
