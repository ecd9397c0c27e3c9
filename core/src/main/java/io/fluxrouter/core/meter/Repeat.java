package io.fluxrouter.core.meter;

import java.util.Optional;

/** What an event is to the one already stored under its key. */
public enum Repeat {
    /** Nothing is stored under the key: store it. */
    NEW,
    /** The same event again: answer with the stored one's id, change nothing. */
    SAME,
    /** Another event under a used key: 409, change nothing. */
    CONFLICT;

    public static Repeat of(EventDigest event, Optional<EventDigest> stored) {
        return stored.map(digest -> digest.equals(event) ? SAME : CONFLICT).orElse(NEW);
    }
}
