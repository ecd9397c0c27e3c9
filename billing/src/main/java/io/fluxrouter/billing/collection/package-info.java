/**
 * Owns how an open invoice becomes money: its way to Stripe, the charge of the card on file, and
 * what follows when it is refused. Does not own invoices, nor what PAST_DUE means for a plan.
 *
 * <p>Stripe's invoice says what ours says. It is pushed in steps, each of which may be made again:
 * the draft, its lines, the last word, the charge. Money that comes for an invoice which asks for
 * less by then becomes credit, so nothing that came in is ever without an entry in the ledger.
 */
@NullMarked
package io.fluxrouter.billing.collection;

import org.jspecify.annotations.NullMarked;
