package io.fluxrouter.app;

import java.util.List;

/**
 * All that is needed to talk with Stripe, be it real or simulated.
 *
 * @param baseUrl of the API, without a version
 * @param webhookSecrets any of which a webhook may be signed with
 */
public record StripeAccess(String apiKey, String baseUrl, List<String> webhookSecrets) {
    public StripeAccess {
        webhookSecrets = List.copyOf(webhookSecrets);
    }

    /** Leaves the secrets out: a record's own text would show them in a log. */
    @Override
    public String toString() {
        return "StripeAccess[" + baseUrl + "]";
    }
}
