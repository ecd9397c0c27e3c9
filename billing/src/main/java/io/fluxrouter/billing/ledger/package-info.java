/**
 * Owns the rows of {@code transfer} and the balances drawn from them: sequence, hash chain, balance
 * after. Nothing else writes them. Does not own why money moves, nor the grants and accounts that
 * move with it.
 */
@NullMarked
package io.fluxrouter.billing.ledger;

import org.jspecify.annotations.NullMarked;
