/**
 * Owns what Stripe's objects are and do: customers, cards, intents, sessions, invoices, refunds,
 * and the events that tell of them. Objects are kept as the JSON that Stripe shows; members that
 * begin with an underscore are the simulator's own and never shown. Does not own HTTP, pages or the
 * delivery of webhooks.
 */
@NullMarked
package io.fluxrouter.simulator.stripe.object;

import org.jspecify.annotations.NullMarked;
