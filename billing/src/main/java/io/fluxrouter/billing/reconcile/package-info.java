/**
 * Owns the comparison of Stripe with us: that it is made, and what it found. Does not own what is
 * compared, nor the repairs, which are those of lost events.
 */
@NullMarked
package io.fluxrouter.billing.reconcile;

import org.jspecify.annotations.NullMarked;
