/** Owns the proof that the simulated Stripe is what the official SDK expects. Does not own code. */
@NullMarked
package io.fluxrouter.simulator.stripe;

import org.jspecify.annotations.NullMarked;
