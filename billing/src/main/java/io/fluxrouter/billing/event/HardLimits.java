package io.fluxrouter.billing.event;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The limits that events may not pass when they come: the seam between those who take events and
 * those who know what plans permit. Asked within the transaction that stores.
 */
public interface HardLimits {
    /** Where nothing is limited. */
    HardLimits NONE =
            new HardLimits() {
                @Override
                public boolean concern(StoredEvent event) {
                    return false;
                }

                @Override
                public void lock(Handle tx, Collection<StoredEvent> events) {}

                @Override
                public Use before(Handle tx, List<StoredEvent> events) {
                    return handle -> Optional.empty();
                }
            };

    /** If a limit may keep it out; asked for every event, so it must cost nothing. */
    boolean concern(StoredEvent event);

    /**
     * Keeps others from storing under the same limits until the transaction ends: of two that come
     * at once, the second counts the first.
     */
    void lock(Handle tx, Collection<StoredEvent> events);

    /** How far the limits are used before the events are stored. */
    Use before(Handle tx, List<StoredEvent> events);

    /** What had been used, to be compared. */
    @FunctionalInterface
    interface Use {
        /** The first limit that the events pass, now that they are stored. */
        Optional<LimitReached> passed(Handle tx);
    }
}
