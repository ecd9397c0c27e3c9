/**
 * Owns the rows of spend accounts and leases: one conditional UPDATE decides what a node may spend.
 * Does not own holds, which live in the gateway's memory, nor the settling of what was spent.
 */
@NullMarked
package io.fluxrouter.billing.spend;

import org.jspecify.annotations.NullMarked;
