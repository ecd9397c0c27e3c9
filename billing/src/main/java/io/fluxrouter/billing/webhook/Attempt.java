package io.fluxrouter.billing.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to send a delivery.
 *
 * @param number from 1
 * @param statusCode null where no answer came
 * @param error null where it arrived
 * @param response how the answer began; null where none came
 */
public record Attempt(
        int number,
        Instant at,
        @Nullable Integer statusCode,
        @Nullable String error,
        long millis,
        @Nullable String response) {}
