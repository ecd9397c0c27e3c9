/**
 * Owns what Stripe tells us: whether it was Stripe, whether it is new, and that an event is kept in
 * the transaction of its effect. Does not own the effects.
 */
@NullMarked
package io.fluxrouter.billing.inbox;

import org.jspecify.annotations.NullMarked;
