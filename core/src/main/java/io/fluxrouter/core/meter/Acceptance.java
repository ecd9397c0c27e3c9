package io.fluxrouter.core.meter;

import java.time.Instant;

/** Whether an event is taken. A refusal names the field, and is a 422 on the wire. */
public sealed interface Acceptance {

    record Accepted() implements Acceptance {}

    /** It happened before {@code earliest}, the oldest instant still taken. */
    record TooOld(Instant earliest) implements Acceptance {}

    /** It happens after {@code latest}, the furthest that a sender's clock may be ahead. */
    record TooEarly(Instant latest) implements Acceptance {}

    /** A field is missing, too long, or not what a meter of this event reads. */
    record Malformed(String field, String reason) implements Acceptance {}
}
