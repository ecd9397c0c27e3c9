package io.fluxrouter.billing.journal;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the journal lives and how hard it clings to what it keeps.
 *
 * @param segmentBytes size of one file; two are allocated ahead of the first event
 * @param syncInterval the longest an event may wait for the disk under {@link SyncMode#INTERVAL}
 */
public record JournalSettings(
        Path directory, long segmentBytes, SyncMode sync, Duration syncInterval) {
    private static final long DEFAULT_SEGMENT_BYTES = 16L << 20;
    private static final long MIN_SEGMENT_BYTES = 16L << 10;
    private static final long MAX_SEGMENT_BYTES = 1L << 30;
    private static final Duration DEFAULT_SYNC_INTERVAL = Duration.ofMillis(10);

    /** When an append counts as kept. */
    public enum SyncMode {
        /** Once it is on disk: survives a power cut. */
        ALWAYS,
        /** Once the operating system has it: survives the process; the disk follows shortly. */
        INTERVAL
    }

    public JournalSettings {
        if (segmentBytes < MIN_SEGMENT_BYTES || segmentBytes > MAX_SEGMENT_BYTES) {
            throw new IllegalArgumentException("segment size out of range: " + segmentBytes);
        }
        if (!syncInterval.isPositive()) {
            throw new IllegalArgumentException("sync interval must be positive: " + syncInterval);
        }
    }

    public static JournalSettings in(Path directory) {
        return new JournalSettings(
                directory, DEFAULT_SEGMENT_BYTES, SyncMode.INTERVAL, DEFAULT_SYNC_INTERVAL);
    }
}
