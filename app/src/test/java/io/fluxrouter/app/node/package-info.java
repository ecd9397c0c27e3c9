/** Owns a whole node for tests, and talking to it over HTTP. */
@NullMarked
package io.fluxrouter.app.node;

import org.jspecify.annotations.NullMarked;
