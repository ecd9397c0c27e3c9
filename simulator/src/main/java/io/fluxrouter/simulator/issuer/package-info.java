/**
 * An issuer of OpenID Connect on loopback: discovery, keys, the authorization code flow with PKCE,
 * and all that can be wrong with an answer. Signs with the JDK alone, so that it shares no code,
 * and no mistake, with what checks its tokens.
 */
@NullMarked
package io.fluxrouter.simulator.issuer;

import org.jspecify.annotations.NullMarked;
