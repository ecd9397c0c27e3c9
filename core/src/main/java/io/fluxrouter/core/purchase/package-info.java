/**
 * Owns the rules of buying credit: what a price becomes, what a refund takes back, which state
 * follows which. Does not own rows, grants, or the way to the payment provider.
 */
@NullMarked
package io.fluxrouter.core.purchase;

import org.jspecify.annotations.NullMarked;
