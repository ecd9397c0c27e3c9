/**
 * Owns the rules of credit grants: the order they are spent in, when they count, what expires,
 * rolls over or is prorated, and what credits cost. Does not own the rows, the ledger, nor the
 * leases by which the request plane spends.
 *
 * <p>Amounts are decimals, because these rules also serve currencies other than the ledger's.
 */
@NullMarked
package io.fluxrouter.core.credit;

import org.jspecify.annotations.NullMarked;
