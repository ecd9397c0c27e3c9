package io.fluxrouter.billing.event;

import io.fluxrouter.core.meter.Acceptance;
import java.util.UUID;

/** What became of one event. Only the first changes anything. */
public sealed interface Taken {

    record Stored(StoredEvent event) implements Taken {}

    /** It was there already, word for word: the answer is the one from then. */
    record Repeated(StoredEvent event) implements Taken {}

    /** Another event has its key. */
    record Conflicting(UUID eventId) implements Taken {}

    record UnknownCustomer(String customer) implements Taken {}

    /** It would pass a hard limit; it left no trace, and may come again. */
    record OverLimit(LimitReached reached) implements Taken {}

    record Refused(Acceptance why) implements Taken {}
}
