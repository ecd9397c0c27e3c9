package io.fluxrouter.simulator.issuer;

/**
 * What a code stands for: who agreed, and for which request.
 *
 * @param challenge of PKCE, made with S256
 */
record Grant(String returnTo, String nonce, String challenge, IssuerPerson person) {}
