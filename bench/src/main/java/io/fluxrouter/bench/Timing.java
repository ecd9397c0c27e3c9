package io.fluxrouter.bench;

import java.time.Duration;

/**
 * How long the phases last.
 *
 * @param compile load on FluxRouter before everything else, so that the compiler is done
 * @param warm load on each target before its first measured phase of each kind
 * @param ramp load before each measured phase
 * @param rounds how often each phase is measured; the median counts
 * @param events usage events of one round of settling
 */
record Timing(
        Duration compile, Duration warm, Duration ramp, Duration measured, int rounds, int events) {
    static final Timing FULL =
            new Timing(
                    Duration.ofSeconds(120),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(12),
                    3,
                    300_000);
    static final Timing QUICK =
            new Timing(
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    3,
                    100_000);
}
