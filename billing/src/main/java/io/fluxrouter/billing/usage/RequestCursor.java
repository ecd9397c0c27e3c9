package io.fluxrouter.billing.usage;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A place in the list of requests: right after one of them. */
public record RequestCursor(Instant occurredAt, UUID id) {

    /** For an address: "2026-03-31T12:00:00.123456Z_6f1c…". */
    public String text() {
        return occurredAt + "_" + id;
    }

    /** Empty for what {@link #text} did not write. */
    public static Optional<RequestCursor> parse(String text) {
        int split = text.indexOf('_');
        if (split < 0) return Optional.empty();
        try {
            return Optional.of(
                    new RequestCursor(
                            Instant.parse(text.substring(0, split)),
                            UUID.fromString(text.substring(split + 1))));
        } catch (RuntimeException notOurs) {
            return Optional.empty();
        }
    }
}
