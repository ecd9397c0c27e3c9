package io.fluxrouter.billing.webhook;

/**
 * An endpoint with its new secret, which is shown this once.
 *
 * @param secret "whsec_" and 43 characters; all of it, in UTF-8, is the key of the signatures
 */
public record IssuedEndpoint(WebhookEndpoint endpoint, String secret) {

    /** Leaves the secret out: a record's own text would show it in a log. */
    @Override
    public String toString() {
        return "IssuedEndpoint[" + endpoint.id() + "]";
    }
}
