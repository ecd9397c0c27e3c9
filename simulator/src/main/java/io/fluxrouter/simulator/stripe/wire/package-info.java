/**
 * Owns what Stripe's API looks like on the wire: nested forms, typed parameters, error objects,
 * lists, expansion, idempotency keys. Does not own what any object does.
 */
@NullMarked
package io.fluxrouter.simulator.stripe.wire;

import org.jspecify.annotations.NullMarked;
