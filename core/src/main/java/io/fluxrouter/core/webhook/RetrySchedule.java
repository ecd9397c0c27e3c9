package io.fluxrouter.core.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a failed delivery is tried again: Fluxrate's 30 seconds, 2 minutes, 10 minutes, 1 hour and 6
 * hours (spec/REFERENCE 2.7). So there are six attempts, and the delivery has failed for good when
 * the fifth retry has failed. Anything but a 2xx in time is a failure.
 */
public final class RetrySchedule {

    public static final List<Duration> DELAYS =
            List.of(
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10),
                    Duration.ofHours(1),
                    Duration.ofHours(6));

    private RetrySchedule() {}

    /** When the next attempt is due after so many failed ones; empty if there is none. */
    public static Optional<Instant> next(int failedAttempts, Instant lastFailedAt) {
        if (failedAttempts < 1) throw new IllegalArgumentException("failed: " + failedAttempts);
        if (failedAttempts > DELAYS.size()) return Optional.empty();
        return Optional.of(lastFailedAt.plus(DELAYS.get(failedAttempts - 1)));
    }

    /** If the status of an answer means that the delivery arrived. */
    public static boolean isDelivered(int httpStatus) {
        return httpStatus >= 200 && httpStatus < 300;
    }
}
