package io.fluxrouter.billing.account;

import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts tries to log in, sign up or set a new password, by e-mail and by address, in windows of a
 * quarter of an hour. Of this node only: with several, each counts its own.
 *
 * <p>Threads: safe for all.
 */
final class Attempts {
    static final Duration WINDOW = Duration.ofMinutes(15);

    /** The oldest are forgotten first; so many names do not grow the memory. */
    private static final int MOST_NAMES = 20_000;

    private record Count(Instant since, int tries) {}

    private final InstantSource clock;
    private final Map<String, Count> counts = new LinkedHashMap<>();

    Attempts(InstantSource clock) {
        this.clock = clock;
    }

    /** Throws an {@link ApiError} RATE_LIMITED from the try after the {@code most}-th. */
    synchronized void take(String name, int most) {
        Instant now = clock.instant();
        Count count = counts.get(name);
        if (count == null || !now.isBefore(count.since().plus(WINDOW))) {
            count = new Count(now, 0);
        }
        if (count.tries() >= most) throw tooMany(Duration.between(now, count.since().plus(WINDOW)));
        counts.remove(name);
        counts.put(name, new Count(count.since(), count.tries() + 1));
        if (counts.size() > MOST_NAMES) counts.remove(counts.keySet().iterator().next());
    }

    /** A try that turned out right does not count. */
    synchronized void giveBack(String name) {
        counts.computeIfPresent(
                name,
                (same, count) ->
                        count.tries() <= 1 ? null : new Count(count.since(), count.tries() - 1));
    }

    private static ApiError tooMany(Duration wait) {
        long seconds = Math.max(1, wait.toSeconds() + 1);
        return ApiError.of(Refusal.RATE_LIMITED, "Too many tries. Try again later.")
                .withHeader("Retry-After", Long.toString(seconds));
    }
}
