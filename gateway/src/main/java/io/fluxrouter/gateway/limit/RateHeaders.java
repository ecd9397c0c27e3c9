package io.fluxrouter.gateway.limit;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/** OpenAI's three headers about one kind of rate. */
record RateHeaders(CharSequence limit, CharSequence remaining, CharSequence reset) {
    static final RateHeaders REQUESTS = of("requests");
    static final RateHeaders TOKENS = of("tokens");

    private static RateHeaders of(String unit) {
        return new RateHeaders(
                HttpHeaders.createOptimized("x-ratelimit-limit-" + unit),
                HttpHeaders.createOptimized("x-ratelimit-remaining-" + unit),
                HttpHeaders.createOptimized("x-ratelimit-reset-" + unit));
    }

    /** Says where a bucket stands; replaces what was said before. */
    void put(MultiMap headers, RateBucket bucket, long left, long nanosUntilFull) {
        headers.set(limit, bucket.capacityText());
        headers.set(remaining, Long.toString(Math.max(0, left)));
        headers.set(reset, duration((nanosUntilFull + 999_999) / 1_000_000));
    }

    /** OpenAI's form: "20ms", "1s", "6m0s", "1h0m0s". From a second on, rounded up to seconds. */
    static String duration(long millis) {
        if (millis < 1_000) return millis + "ms";
        long seconds = (millis + 999) / 1_000;
        if (seconds < 60) return seconds + "s";
        long minutes = seconds / 60;
        String rest = "m" + seconds % 60 + "s";
        return minutes < 60 ? minutes + rest : minutes / 60 + "h" + minutes % 60 + rest;
    }
}
