package io.fluxrouter.app.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * How payments are made.
 *
 * @param key the secret key of the Stripe account, for live payments
 * @param webhookSecrets any of which a webhook may be signed with, for live payments
 * @param url where Stripe's API is, if not at Stripe
 */
public record StripeConfig(
        Mode mode, Optional<String> key, List<String> webhookSecrets, Optional<URI> url) {

    /** Who takes the money. */
    public enum Mode {
        /** Nobody. */
        OFF,
        /** The simulator, which starts with the node. */
        FAKE,
        /** Stripe. */
        LIVE
    }

    public StripeConfig {
        webhookSecrets = List.copyOf(webhookSecrets);
    }

    /** The simulator takes the money. */
    public static StripeConfig fake() {
        return new StripeConfig(Mode.FAKE, Optional.empty(), List.of(), Optional.empty());
    }

    /** Leaves the secrets out: a record's own text would show them in a log. */
    @Override
    public String toString() {
        return "StripeConfig[" + mode + "]";
    }
}
