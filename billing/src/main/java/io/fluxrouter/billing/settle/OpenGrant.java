package io.fluxrouter.billing.settle;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A credit grant with money left, as a batch spends it. Amounts in nano-dollars. */
final class OpenGrant {
    private final UUID id;
    private final @Nullable Instant expiresAt;
    private final long atStart;
    private long remaining;

    OpenGrant(UUID id, @Nullable Instant expiresAt, long remaining) {
        this.id = id;
        this.expiresAt = expiresAt;
        this.atStart = remaining;
        this.remaining = remaining;
    }

    boolean expiredAt(Instant instant) {
        return expiresAt != null && !expiresAt.isAfter(instant);
    }

    /** Pays what it can, and returns how much that was. */
    long take(long wanted) {
        long taken = Math.min(remaining, wanted);
        remaining -= taken;
        return taken;
    }

    boolean changed() {
        return remaining != atStart;
    }

    UUID id() {
        return id;
    }

    long remaining() {
        return remaining;
    }
}
