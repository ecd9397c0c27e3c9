/**
 * Owns an issuer of OpenID Connect on loopback: discovery, keys, the authorization code flow with
 * PKCE, and all that can be wrong with an answer. Does not own checks of tokens: it signs with the
 * JDK alone, so that it shares no code, and no mistake, with what checks them.
 */
@NullMarked
package io.fluxrouter.simulator.issuer;

import org.jspecify.annotations.NullMarked;
