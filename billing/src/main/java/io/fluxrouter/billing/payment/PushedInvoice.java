package io.fluxrouter.billing.payment;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Stripe says of an invoice that we pushed.
 *
 * @param status in Stripe's words: draft, open, paid, void, uncollectible
 * @param ourId of our invoice; null for one that is not ours
 * @param refusal why the card was refused just now; null where it was not
 */
public record PushedInvoice(
        String id,
        String status,
        long due,
        long paid,
        @Nullable String ourId,
        @Nullable String refusal) {

    private static final Set<String> ENDED = Set.of("void", "uncollectible");

    public boolean isDraft() {
        return status.equals("draft");
    }

    public boolean isPaid() {
        return status.equals("paid");
    }

    public boolean isEnded() {
        return ENDED.contains(status);
    }

    PushedInvoice refusedBy(String reason) {
        return new PushedInvoice(id, status, due, paid, ourId, reason);
    }
}
