package io.fluxrouter.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What one phase of load saw. Times are latencies of requests, or the gaps between a stream's
 * chunks.
 *
 * @param requests answered whole within the phase
 * @param errors not answered, not with 200, or not whole
 */
public record Measured(
        long requests,
        long errors,
        double cpuMicrosPerRequest,
        double databaseMicrosPerRequest,
        double p50Millis,
        double p99Millis) {

    public double allMicros() {
        return cpuMicrosPerRequest + databaseMicrosPerRequest;
    }

    static Measured of(long requests, long errors, CpuWindow.Used used, Histogram micros) {
        double each = Math.max(1, requests);
        return new Measured(
                requests,
                errors,
                used.micros() / each,
                used.databaseMicros() / each,
                micros.getValueAtPercentile(50) / 1_000.0,
                micros.getValueAtPercentile(99) / 1_000.0);
    }
}
