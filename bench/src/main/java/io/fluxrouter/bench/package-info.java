/**
 * Owns the benchmarks. Never shipped.
 */
@NullMarked
package io.fluxrouter.bench;

import org.jspecify.annotations.NullMarked;
