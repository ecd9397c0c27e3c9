/**
 * Owns the client's side of OpenID Connect Core 1.0, the authorization code flow with PKCE: where
 * an issuer's endpoints and keys are, what is asked of them, and whether an ID token can be
 * believed. Does not own who the person is here, nor pages.
 *
 * <p>Threads: everything here may wait for the issuer, so not for event loops. No token, code or
 * secret is logged or kept.
 */
@NullMarked
package io.fluxrouter.console.oidc;

import org.jspecify.annotations.NullMarked;
