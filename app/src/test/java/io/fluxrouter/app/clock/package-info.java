/** Owns the tests of test clocks over HTTP. Does not own the node they run against. */
@NullMarked
package io.fluxrouter.app.clock;

import org.jspecify.annotations.NullMarked;
