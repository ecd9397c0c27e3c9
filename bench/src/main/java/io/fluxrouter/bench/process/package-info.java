/**
 * Owns the programs the bench starts and what the system says of their work: provider, nginx,
 * FluxRouter, their CPU time and memory. Does not own the load put on them.
 */
@NullMarked
package io.fluxrouter.bench.process;

import org.jspecify.annotations.NullMarked;
