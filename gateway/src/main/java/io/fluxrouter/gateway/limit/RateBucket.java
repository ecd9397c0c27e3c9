package io.fluxrouter.gateway.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.SynchronizationStrategy;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;

/**
 * So many of something in a period, refilled evenly. May be in debt: what was used is subtracted
 * also where it is more than there was.
 *
 * <p>Threads: safe for all; a short lock around each step.
 */
final class RateBucket {
    private final long capacity;
    private final CharSequence capacityText;
    private final Bucket bucket;

    RateBucket(long capacity, Duration period, TimeMeter time) {
        this.capacity = capacity;
        this.capacityText = HttpHeaders.createOptimized(Long.toString(capacity));
        this.bucket =
                Bucket.builder()
                        .withCustomTimePrecision(time)
                        // Without copies of the state, which a compare-and-set needs at each step.
                        .withSynchronizationStrategy(SynchronizationStrategy.SYNCHRONIZED)
                        .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, period))
                        .build();
    }

    long capacity() {
        return capacity;
    }

    CharSequence capacityText() {
        return capacityText;
    }

    /** Takes all of it or nothing. */
    ConsumptionProbe take(long amount) {
        return bucket.tryConsumeAndReturnRemaining(amount);
    }

    /** Gives back what was taken and not used; never above the capacity. */
    void giveBack(long amount) {
        if (amount > 0) bucket.addTokens(amount);
    }

    /** Takes what was used already, also where that makes a debt. */
    void takeUsed(long amount) {
        if (amount > 0) bucket.consumeIgnoringRateLimits(amount);
    }

    /** What is left, below zero in debt, and how long it takes until all is; takes nothing. */
    EstimationProbe untilFull() {
        return bucket.estimateAbilityToConsume(capacity);
    }
}
