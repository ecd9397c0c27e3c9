/**
 * Owns the load of usage events: how many a second are taken over HTTP, one by one and in batches,
 * each durable before its answer. Does not own the server, which runs as it is shipped.
 */
@NullMarked
package io.fluxrouter.bench.event;

import org.jspecify.annotations.NullMarked;
