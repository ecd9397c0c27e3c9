package io.fluxrouter.billing.database;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something in the world outside that sends no signal: a process, a file. */
final class Waiting {
    private static final Duration PAUSE = Duration.ofMillis(10);

    private Waiting() {}

    /**
     * Returns true as soon as the condition holds, false when the time is over. An interrupt does
     * not cut it short, since a server half stopped is worse than a late exit; it is kept for the
     * caller.
     */
    static boolean until(BooleanSupplier condition, Duration limit) {
        long start = System.nanoTime();
        boolean interrupted = false;
        try {
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() - start > limit.toNanos()) return false;
                interrupted |= pauseWasInterrupted();
            }
            return true;
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private static boolean pauseWasInterrupted() {
        try {
            Thread.sleep(PAUSE);
            return false;
        } catch (InterruptedException interrupt) {
            return true;
        }
    }
}
