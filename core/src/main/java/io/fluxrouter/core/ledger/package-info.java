/** Owns the kinds of transfer, the ledger accounts and the hash chain. Does not own the rows. */
@NullMarked
package io.fluxrouter.core.ledger;

import org.jspecify.annotations.NullMarked;
