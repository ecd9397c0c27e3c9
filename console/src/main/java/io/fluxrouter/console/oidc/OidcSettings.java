package io.fluxrouter.console.oidc;

import java.net.URI;

/**
 * How this installation is known to an issuer.
 *
 * @param issuer exactly as the issuer writes it in its tokens
 */
public record OidcSettings(URI issuer, String clientId, String clientSecret) {

    /** For the button: "login.example.com". */
    public String host() {
        return issuer.getHost();
    }

    /** Leaves the secret out: a record's own text would show it in a log. */
    @Override
    public String toString() {
        return "OidcSettings[" + issuer + "]";
    }
}
