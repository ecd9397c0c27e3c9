/**
 * Owns what happens when a customer goes: the customer is archived and its subscriptions end, in
 * one transaction. Does not own customers or subscriptions.
 */
@NullMarked
package io.fluxrouter.billing.departure;

import org.jspecify.annotations.NullMarked;
