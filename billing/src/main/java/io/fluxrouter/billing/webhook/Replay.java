package io.fluxrouter.billing.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which of an endpoint's deliveries go out again: those in a state, made in a span of time.
 *
 * @param from the first moment; null for the first of all
 * @param to the moment after; null for the last of all
 */
public record Replay(DeliveryStatus status, @Nullable Instant from, @Nullable Instant to) {

    /** All that never arrived. */
    public static final Replay FAILED = new Replay(DeliveryStatus.FAILED, null, null);
}
