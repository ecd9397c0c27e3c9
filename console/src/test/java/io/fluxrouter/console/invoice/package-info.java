/** Owns the tests of the paper. Does not own those of the calls, which need a whole node. */
@NullMarked
package io.fluxrouter.console.invoice;

import org.jspecify.annotations.NullMarked;
