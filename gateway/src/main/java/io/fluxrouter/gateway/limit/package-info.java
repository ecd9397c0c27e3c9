/**
 * Owns step two: how many requests a key may send. Limits are per node. Does not own limits of
 * money.
 */
@NullMarked
package io.fluxrouter.gateway.limit;

import org.jspecify.annotations.NullMarked;
