package io.fluxrouter.billing.purchase;

import io.fluxrouter.core.money.Money;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money of a purchase that goes back.
 *
 * @param amount in whole cents, of the price
 * @param taken of what was bought; less than the amount where that was used already
 * @param given of the gift, taken with it
 * @param ours false for one that somebody made at Stripe by hand
 */
public record CreditRefund(
        UUID id,
        UUID purchaseId,
        Status status,
        Money amount,
        Money taken,
        Money given,
        boolean ours,
        @Nullable String stripeId,
        String reason,
        String author,
        @Nullable String failure,
        Instant createdAt) {

    /** The names are stored and shown: never rename one. */
    public enum Status {
        /** The credit is taken; the money is on its way. */
        PENDING,
        SUCCEEDED,
        /** The money did not go back, so the credit came back. */
        FAILED;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status byKey(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** How its transfers name it. */
    String reference() {
        return "refund:" + id;
    }
}
