/**
 * Owns the crash trial: callers of a server that is killed under load, what they saw, and whether
 * the books agree. Does not own the processes, nor the rules of the books.
 */
@NullMarked
package io.fluxrouter.bench.crash;

import org.jspecify.annotations.NullMarked;
