package io.fluxrouter.billing.journal;

import io.fluxrouter.core.usage.UsageEvent;
import java.util.List;

/**
 * Events in the order they were kept, and where to read on once they are settled.
 *
 * @param next differs from the position asked for also where only damage was skipped
 */
public record JournalBatch(List<UsageEvent> events, JournalPosition next) {
    public JournalBatch {
        events = List.copyOf(events);
    }
}
