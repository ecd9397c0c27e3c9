package io.fluxrouter.gateway.limit;

import io.fluxrouter.core.refusal.ApiError;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.Locale;

/**
 * Where a key stands after a request, as OpenAI's {@code x-ratelimit-*} headers say it.
 *
 * @param limit requests a minute, or a second where the key has no limit by the minute; 0 for none
 * @param untilFull how long until the bucket is full again
 */
public record RateStatus(long limit, long remaining, Duration untilFull) {
    static final RateStatus UNLIMITED = new RateStatus(0, 0, Duration.ZERO);

    private static final String LIMIT = "x-ratelimit-limit-requests";
    private static final String REMAINING = "x-ratelimit-remaining-requests";
    private static final String RESET = "x-ratelimit-reset-requests";

    public void addTo(MultiMap headers) {
        if (limit == 0) return;
        headers.add(LIMIT, Long.toString(limit));
        headers.add(REMAINING, Long.toString(remaining));
        headers.add(RESET, reset());
    }

    ApiError addTo(ApiError error) {
        return error.withHeader(LIMIT, Long.toString(limit))
                .withHeader(REMAINING, Long.toString(remaining))
                .withHeader(RESET, reset());
    }

    /** OpenAI's form: "1s", "6m0s", "20ms". */
    private String reset() {
        long millis = untilFull.toMillis();
        if (millis < 1000) return millis + "ms";
        long seconds = (millis + 999) / 1000;
        return seconds < 60
                ? seconds + "s"
                : String.format(Locale.ROOT, "%dm%ds", seconds / 60, seconds % 60);
    }
}
