/**
 * Owns budgets and the teams of keys that they bound: who makes them, what they count, and when a
 * caller is warned. Does not own how money is held, which is a spend account's business, nor the
 * alerts that tell people.
 */
@NullMarked
package io.fluxrouter.billing.budget;

import org.jspecify.annotations.NullMarked;
