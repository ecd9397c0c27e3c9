package io.fluxrouter.billing.subscription;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An amount that is known before its period is invoiced.
 *
 * @param plan whose price it is, or whose price it gives back
 * @param amount rounded to the currency; negative for what is given back
 * @param from when the service it is for begins
 */
public record PendingLine(
        Kind kind,
        String description,
        @Nullable UUID chargeId,
        PlanRef plan,
        BigDecimal amount,
        String currency,
        Instant from,
        Instant until) {

    /** Stored and shown: never rename one. */
    public enum Kind {
        /** A fixed charge of the period. */
        FEE,
        /** What a plan that was left, paused or ended did not use. */
        UNUSED,
        /** What the plan that took its place costs for the rest. */
        REMAINING;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind byKey(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }
}
