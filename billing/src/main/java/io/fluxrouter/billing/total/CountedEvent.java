package io.fluxrouter.billing.total;

import java.time.Instant;
import java.util.UUID;

/**
 * An event that a meter counts, and what it reads of it.
 *
 * @param reading a number in plain digits, 1 where events are counted, or the text whose different
 *     values are counted
 */
public record CountedEvent(UUID id, Instant occurredAt, String reading) {

    /** Where a list goes on: behind this event. */
    public Place place() {
        return new Place(occurredAt, id);
    }

    /** A place in the order of time; of events at one instant, by id. */
    public record Place(Instant occurredAt, UUID id) {
        /** Before all events. */
        public static final Place START = new Place(Instant.EPOCH, new UUID(0, 0));
    }
}
