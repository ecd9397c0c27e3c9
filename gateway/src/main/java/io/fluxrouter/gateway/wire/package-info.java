/**
 * Owns how bytes are put on a connection, below HTTP. Does not own what they say. The only place
 * that reaches for Vert.x's inner classes, which its API does not offer: the channel of a
 * connection.
 */
@NullMarked
package io.fluxrouter.gateway.wire;

import org.jspecify.annotations.NullMarked;
