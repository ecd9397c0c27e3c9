package io.fluxrouter.billing.settle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far settling is behind.
 *
 * @param waiting events appended since the start and not settled yet
 * @param waitingBytes what the journal holds of them, and of what waited at the start
 * @param oldest when the oldest event known to wait occurred; null if none waits
 * @param lastError why the last try failed; null if it did not
 */
public record SettlerHealth(
        long waiting, long waitingBytes, @Nullable Instant oldest, @Nullable String lastError) {
    public boolean healthy() {
        return lastError == null;
    }
}
