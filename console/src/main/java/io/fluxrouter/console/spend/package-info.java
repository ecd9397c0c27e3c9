/**
 * Owns the calls about what bounds spend: budgets, teams of keys, the bounds of a customer, alerts.
 * Does not own what any of them means.
 */
@NullMarked
package io.fluxrouter.console.spend;

import org.jspecify.annotations.NullMarked;
