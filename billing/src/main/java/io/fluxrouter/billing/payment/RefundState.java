package io.fluxrouter.billing.payment;

import org.jspecify.annotations.Nullable;

/**
 * What Stripe says of a refund.
 *
 * @param status in Stripe's words: pending, succeeded, failed, canceled, requires_action
 * @param ourId of our row; null for one that was not made by us
 */
public record RefundState(
        String id,
        String status,
        long cents,
        @Nullable String paymentIntent,
        @Nullable String ourId,
        @Nullable String failure) {

    public boolean failed() {
        return status.equals("failed") || status.equals("canceled");
    }

    public boolean succeeded() {
        return status.equals("succeeded");
    }
}
