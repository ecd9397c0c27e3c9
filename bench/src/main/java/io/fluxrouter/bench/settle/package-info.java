/**
 * Owns the measurement of settling: made-up usage, a journal, a database, and the bare COPY beside
 * it. Does not own the load on the gateway.
 */
@NullMarked
package io.fluxrouter.bench.settle;

import org.jspecify.annotations.NullMarked;
