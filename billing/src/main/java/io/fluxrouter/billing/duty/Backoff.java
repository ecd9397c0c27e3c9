package io.fluxrouter.billing.duty;

import java.time.Duration;

/** How long to wait before the next try: 2, 4, 8 … seconds, an hour at most. */
public final class Backoff {
    /** How long one try may take, Stripe's time limits counted; then it is anybody's again. */
    public static final Duration CLAIM = Duration.ofMinutes(2);

    private static final int LONGEST = 12;

    private Backoff() {}

    /**
     * @param attempts how many there were, from 1
     */
    public static Duration after(int attempts) {
        return Duration.ofSeconds(Math.min(3_600, 1L << Math.min(LONGEST, attempts)));
    }
}
