/**
 * Owns the way of an answer from provider to caller: bytes as they come, the cost put in where the
 * caller looks for it. Does not own the prices.
 */
@NullMarked
package io.fluxrouter.gateway.relay;

import org.jspecify.annotations.NullMarked;
