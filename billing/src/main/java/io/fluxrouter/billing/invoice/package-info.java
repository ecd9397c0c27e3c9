/**
 * Owns invoices as stored and run: the draft of a period, its way to OPEN with number and hash,
 * adjustments for late events, manual invoices, payments, credit notes, tax by country, discounts
 * and the balances that invoices leave. Does not own how usage becomes lines ({@link
 * io.fluxrouter.billing.subscription}), the arithmetic below them and the states ({@link
 * io.fluxrouter.core.invoice}), paper and HTTP, nor what is told to others about it.
 *
 * <p>Locks are taken in this order: invoice, subscription and period, balance, spend account, head
 * of the ledger, and last the counter of numbers.
 */
@NullMarked
package io.fluxrouter.billing.invoice;

import org.jspecify.annotations.NullMarked;
