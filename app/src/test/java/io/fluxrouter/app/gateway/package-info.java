/** Owns the proof of the request plane: a whole node, real HTTP, real clients. */
@NullMarked
package io.fluxrouter.app.gateway;

import org.jspecify.annotations.NullMarked;
