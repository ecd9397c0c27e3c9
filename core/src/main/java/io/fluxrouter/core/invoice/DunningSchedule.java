package io.fluxrouter.core.invoice;

import java.time.Duration;
import java.util.List;

/**
 * When a refused card is tried again for an invoice, and when nothing is served any more. Days, not
 * hours: a card that has no money today may have some on pay day.
 */
public final class DunningSchedule {
    /** After so long without money the customer is on hold. */
    public static final Duration HOLD_AFTER = Duration.ofDays(14);

    private static final List<Duration> PAUSES =
            List.of(Duration.ofDays(1), Duration.ofDays(3), Duration.ofDays(5));

    private static final Duration LONGEST = Duration.ofDays(7);

    private DunningSchedule() {}

    /**
     * How long to wait after a refusal.
     *
     * @param failures refusals so far, from 1
     */
    public static Duration pauseAfter(int failures) {
        return failures <= PAUSES.size() ? PAUSES.get(failures - 1) : LONGEST;
    }
}
