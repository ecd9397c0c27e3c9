package io.fluxrouter.billing.webhook;

import io.fluxrouter.core.webhook.RetrySchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of sending a delivery once.
 *
 * @param at when it ended
 * @param statusCode null where no answer came
 * @param error why it did not arrive; null where it did
 * @param response how the answer began; null where none came
 */
record SendResult(
        Claimed delivery,
        Instant at,
        @Nullable Integer statusCode,
        @Nullable String error,
        Duration took,
        @Nullable String response) {

    boolean arrived() {
        return error == null;
    }

    /** When it is tried again; empty where it arrived, or failed for good. */
    Optional<Instant> next() {
        return arrived() ? Optional.empty() : RetrySchedule.next(delivery.failures() + 1, at);
    }

    DeliveryStatus status() {
        if (arrived()) return DeliveryStatus.DELIVERED;
        return next().isPresent() ? DeliveryStatus.PENDING : DeliveryStatus.FAILED;
    }
}
