/**
 * Owns the load: connections, requests sent at a fixed rate, streams read, and their times. Does
 * not own the programs that answer.
 */
@NullMarked
package io.fluxrouter.bench.load;

import org.jspecify.annotations.NullMarked;
