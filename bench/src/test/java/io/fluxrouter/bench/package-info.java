/** Owns the tests of the benchmarks. Does not own what they measure. */
@NullMarked
package io.fluxrouter.bench;

import org.jspecify.annotations.NullMarked;
