package io.fluxrouter.billing.payment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How we reach Stripe, and how we know that it is Stripe who tells us something.
 *
 * @param baseUrl another server than Stripe's own; null for Stripe
 * @param webhookSecrets two while one is being changed
 */
public record StripeSettings(String apiKey, @Nullable String baseUrl, List<String> webhookSecrets) {

    public StripeSettings {
        webhookSecrets = List.copyOf(webhookSecrets);
    }

    /** Leaves the secrets out: a record's own text would show them in a log. */
    @Override
    public String toString() {
        return "StripeSettings[" + (baseUrl == null ? "Stripe" : baseUrl) + "]";
    }
}
