/** Owns the proof that the wire is Stripe's. Does not own any object. */
@NullMarked
package io.fluxrouter.simulator.stripe.wire;

import org.jspecify.annotations.NullMarked;
