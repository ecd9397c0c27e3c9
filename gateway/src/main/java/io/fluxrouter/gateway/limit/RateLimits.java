package io.fluxrouter.gateway.limit;

import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.access.RateLimit;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LocalBucketBuilder;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One token bucket per key and node. A refused request takes nothing from the bucket.
 *
 * <p>Threads: safe for all; buckets are compare-and-set cells.
 */
public final class RateLimits {

    private record LimitedKey(RateLimit limit, Bucket bucket) {}

    private final ConcurrentHashMap<UUID, LimitedKey> keys = new ConcurrentHashMap<>();
    private final TimeMeter time;

    public RateLimits(TimeMeter time) {
        this.time = time;
    }

    /** Takes one request of the caller's; throws {@link ApiError} 429 when there is none left. */
    public RateStatus take(Caller caller) {
        RateLimit limit = caller.limits();
        if (limit.equals(RateLimit.NONE)) return RateStatus.UNLIMITED;
        ConsumptionProbe probe = bucket(caller.keyId(), limit).tryConsumeAndReturnRemaining(1);
        RateStatus status =
                new RateStatus(
                        shown(limit),
                        probe.getRemainingTokens(),
                        Duration.ofNanos(probe.getNanosToWaitForReset()));
        if (!probe.isConsumed()) {
            throw refused(limit, status, Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
        return status;
    }

    private Bucket bucket(UUID key, RateLimit limit) {
        LimitedKey known = keys.get(key);
        if (known != null && known.limit.equals(limit)) return known.bucket;
        LimitedKey fresh = new LimitedKey(limit, newBucket(limit));
        keys.put(key, fresh);
        return fresh.bucket;
    }

    private Bucket newBucket(RateLimit limit) {
        LocalBucketBuilder builder = Bucket.builder().withCustomTimePrecision(time);
        if (limit.perSecond() > 0) addLimit(builder, limit.perSecond(), Duration.ofSeconds(1));
        if (limit.perMinute() > 0) addLimit(builder, limit.perMinute(), Duration.ofMinutes(1));
        return builder.build();
    }

    private static void addLimit(LocalBucketBuilder builder, int requests, Duration period) {
        builder.addLimit(limit -> limit.capacity(requests).refillGreedy(requests, period));
    }

    /** The limit that headers name: the one a client can plan a minute with, if there is one. */
    private static long shown(RateLimit limit) {
        return limit.perMinute() > 0 ? limit.perMinute() : limit.perSecond();
    }

    private static ApiError refused(RateLimit limit, RateStatus status, Duration wait) {
        long waitMillis = Math.max(1, (wait.toNanos() + 999_999) / 1_000_000);
        String allowed =
                limit.perSecond() > 0
                        ? limit.perSecond() + " a second"
                        : limit.perMinute() + " a minute";
        ApiError error =
                ApiError.of(
                                Refusal.RATE_LIMITED,
                                "Rate limit reached: this key may send "
                                        + allowed
                                        + ". Try again in "
                                        + waitMillis
                                        + " ms.")
                        .withHeader("Retry-After", Long.toString((waitMillis + 999) / 1000))
                        .withHeader("retry-after-ms", Long.toString(waitMillis));
        return status.addTo(error);
    }
}
