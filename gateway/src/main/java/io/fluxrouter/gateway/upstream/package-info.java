/**
 * Owns the call to a provider: pools, time-outs, failover before the first byte, one class per
 * dialect. Does not own what happens to the answer.
 */
@NullMarked
package io.fluxrouter.gateway.upstream;

import org.jspecify.annotations.NullMarked;
