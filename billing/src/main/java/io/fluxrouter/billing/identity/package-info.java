/**
 * Owns whom an issuer of OpenID Connect means: which of our people stands behind a subject, who of
 * them may come in for the first time, and which sign-ins are under way. Does not own the protocol,
 * nor people, sessions and invitations themselves.
 */
@NullMarked
package io.fluxrouter.billing.identity;

import org.jspecify.annotations.NullMarked;
