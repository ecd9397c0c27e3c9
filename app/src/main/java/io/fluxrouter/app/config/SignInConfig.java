package io.fluxrouter.app.config;

import io.fluxrouter.console.oidc.OidcSettings;
import java.net.URI;
import java.util.Optional;

/**
 * How people get in, beside their passwords.
 *
 * @param publicUrl where people reach the console, without a path; empty to go by the listener
 * @param oidc empty where no issuer is asked
 * @param oidcSignup what becomes of somebody whom the issuer knows and nobody here does
 */
public record SignInConfig(
        Optional<URI> publicUrl, Optional<OidcSettings> oidc, OidcSignup oidcSignup) {

    /** What becomes of somebody unknown whom nobody invited. */
    public enum OidcSignup {
        REFUSED,
        ALLOWED
    }
}
