package io.fluxrouter.billing.collection;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the collection of one invoice stands.
 *
 * @param failures how often a card was refused for it
 * @param failedSince the first refusal; null where there was none
 * @param onHold whether nothing is served to the customer because of it
 */
record Collected(
        UUID invoiceId,
        @Nullable String stripeId,
        Status status,
        int failures,
        @Nullable Instant failedSince,
        boolean onHold,
        int attempts,
        int tries) {

    /** The names are stored: never rename one. */
    enum Status {
        /** On its way to Stripe. */
        PENDING,
        /** At Stripe, and not paid. */
        OPEN,
        PAID,
        /** Withdrawn, here or there. */
        VOID,
        /** Stripe's invoice is another than ours: somebody has to look at it. */
        STUCK;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status byKey(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }

        boolean isEnded() {
            return this == PAID || this == VOID;
        }
    }
}
