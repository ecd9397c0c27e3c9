package io.fluxrouter.gateway.limit;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Enterprise Router's three headers about requests (spec/REFERENCE 3.5), for keys that speak its
 * dialect. The reset is a time: when all requests are back, in seconds since 1970, rounded up.
 */
record ProxyRateHeaders(InstantSource clock) {
    private static final CharSequence LIMIT = HttpHeaders.createOptimized("X-RateLimit-Limit");
    private static final CharSequence REMAINING =
            HttpHeaders.createOptimized("X-RateLimit-Remaining");
    private static final CharSequence RESET = HttpHeaders.createOptimized("X-RateLimit-Reset");

    void put(MultiMap headers, RateBucket bucket, long left, long nanosUntilFull) {
        Instant full = clock.instant().plusNanos(nanosUntilFull + 999_999_999);
        headers.set(LIMIT, bucket.capacityText());
        headers.set(REMAINING, Long.toString(left));
        headers.set(RESET, Long.toString(full.getEpochSecond()));
    }
}
