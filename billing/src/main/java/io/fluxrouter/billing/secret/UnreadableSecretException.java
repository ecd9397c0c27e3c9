package io.fluxrouter.billing.secret;

/** A sealed secret that this node's key does not open: another key's, or damaged. */
public final class UnreadableSecretException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableSecretException(String message) {
        super(message);
    }
}
