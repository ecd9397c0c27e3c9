/** Owns the tests of the processes that a bench starts and reads. Does not own those programs. */
@NullMarked
package io.fluxrouter.bench.process;

import org.jspecify.annotations.NullMarked;
