/**
 * Owns who a customer is at Stripe, and the card that is on file there. Does not own what is
 * charged to it.
 */
@NullMarked
package io.fluxrouter.billing.card;

import org.jspecify.annotations.NullMarked;
