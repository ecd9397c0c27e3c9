/**
 * Owns the delivery of events: signature, order, retries, and the faults on the way. Does not own
 * what an event says.
 */
@NullMarked
package io.fluxrouter.simulator.stripe.webhook;

import org.jspecify.annotations.NullMarked;
