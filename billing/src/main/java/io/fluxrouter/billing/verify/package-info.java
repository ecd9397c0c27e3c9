/**
 * Owns the proof that the stored money adds up: recomputes chain, balances, digests and roll-ups
 * and names each row that differs. Does not own repairing it: it only reads.
 */
@NullMarked
package io.fluxrouter.billing.verify;

import org.jspecify.annotations.NullMarked;
