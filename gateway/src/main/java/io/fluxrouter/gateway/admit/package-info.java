/**
 * Owns the hold: the worst case of a request, taken from leased money before the provider is
 * called, and given back or settled once. Does not own the leases.
 */
@NullMarked
package io.fluxrouter.gateway.admit;

import org.jspecify.annotations.NullMarked;
