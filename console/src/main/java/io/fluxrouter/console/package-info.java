/** Owns the management API. Does not own SQL, nor any rule about money. */
@NullMarked
package io.fluxrouter.console;

import org.jspecify.annotations.NullMarked;
