package io.fluxrouter.billing.payment;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Stripe says of a payment.
 *
 * @param status in Stripe's words: succeeded, processing, requires_action, canceled, …
 * @param receivedCents what has come in
 * @param failure why the last try failed; null where none did
 */
public record PaymentState(
        String id,
        String status,
        long receivedCents,
        String currency,
        @Nullable String customer,
        Map<String, String> metadata,
        @Nullable String failure) {

    public PaymentState {
        metadata = Map.copyOf(metadata);
    }

    public boolean succeeded() {
        return status.equals("succeeded");
    }
}
