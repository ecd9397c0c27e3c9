/** Owns the tests of the crash trial. Does not own the trial itself. */
@NullMarked
package io.fluxrouter.bench.crash;

import org.jspecify.annotations.NullMarked;
