/**
 * Owns what bounds one customer beside its plan: blocks, the limit of the hour, and the account of
 * how its ceiling rises. Does not own how a bound is held, nor budgets, which customers make
 * themselves.
 */
@NullMarked
package io.fluxrouter.billing.bound;

import org.jspecify.annotations.NullMarked;
