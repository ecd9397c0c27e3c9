/**
 * Owns the look, once a second, at what waits on an event loop. Does not own what is done about it.
 */
@NullMarked
package io.fluxrouter.gateway.watch;

import org.jspecify.annotations.NullMarked;
