/**
 * Owns the way of a usage event from the journal into PostgreSQL, in batches that commit whole or
 * not at all, and the order in which a customer's money pays for it. Does not own the journal, the
 * rows of the ledger, nor the leases that were spent.
 *
 * <p>Every posting goes to REVENUE, from ALLOWANCE (the plan's included amount), CREDIT (grants) or
 * RECEIVABLE (the invoice, up to the cap). What is beyond all of them is owed: it too is posted
 * from RECEIVABLE, so that the books balance, and kept apart in the spend account until a grant
 * pays it. The cap and the included amount are those of the month in which the event occurred, even
 * if it is settled in the next; so a month's cap holds whatever the order in which events arrive.
 */
@NullMarked
package io.fluxrouter.billing.settle;

import org.jspecify.annotations.NullMarked;
