/**
 * Owns spend accounts, their periods and the lease of a slice of them. Does not own the holds
 * inside a lease, nor the rows behind it.
 */
@NullMarked
package io.fluxrouter.core.spend;

import org.jspecify.annotations.NullMarked;
