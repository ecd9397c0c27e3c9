package io.fluxrouter.console.oidc;

/**
 * An issuer did not answer, or answered what cannot be believed. Ends the sign-in. The message says
 * why for the operator's log, and holds nothing of what was sent.
 */
public final class Untrusted extends RuntimeException {
    private static final long serialVersionUID = 1;

    Untrusted(String why) {
        super(why);
    }
}
