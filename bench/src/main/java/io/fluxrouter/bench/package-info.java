/** Owns the benchmarks, which are never shipped. Does not own what they measure. */
@NullMarked
package io.fluxrouter.bench;

import org.jspecify.annotations.NullMarked;
