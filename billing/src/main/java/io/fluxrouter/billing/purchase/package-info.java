/**
 * Owns buying credit: what is offered, each purchase from its row to its grants, what goes back,
 * and credit that is bought by itself. Does not own how grants are spent, nor the way to Stripe.
 *
 * <p>A purchase is a row before Stripe hears of it. Events, the visitor who comes back and the look
 * at what stayed open all end in one place, {@code Fulfilment}, which moves the row forward once.
 */
@NullMarked
package io.fluxrouter.billing.purchase;

import org.jspecify.annotations.NullMarked;
