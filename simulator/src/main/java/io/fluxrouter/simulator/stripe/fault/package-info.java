/**
 * Owns the faults a test or an operator can order: of API requests and of webhook deliveries. Does
 * not own how they are carried out.
 */
@NullMarked
package io.fluxrouter.simulator.stripe.fault;

import org.jspecify.annotations.NullMarked;
