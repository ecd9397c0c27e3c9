/**
 * Owns the page where a customer bounds its own spend: budgets, alerts and teams of keys. Does not
 * own what they count, nor what the operator sets.
 */
@NullMarked
package io.fluxrouter.console.page.spend;

import org.jspecify.annotations.NullMarked;
