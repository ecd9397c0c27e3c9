/**
 * Owns who a call of the billing API is made for: the organisation, its mode, the scopes, and the
 * keys that machines call with. Does not own users, passwords and sessions, nor the keys of the
 * gateway's customers.
 */
@NullMarked
package io.fluxrouter.billing.access;

import org.jspecify.annotations.NullMarked;
