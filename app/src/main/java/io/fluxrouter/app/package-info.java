/** Owns main, configuration, wiring and the command line. Does not own any rule. */
@NullMarked
package io.fluxrouter.app;

import org.jspecify.annotations.NullMarked;
