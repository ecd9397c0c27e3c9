package io.fluxrouter.simulator;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting until something is true. */
final class Condition {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Condition() {}

    static void await(String what, BooleanSupplier condition) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUp) throw new AssertionError("never came true: " + what);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
