/**
 * Owns what is on offer: plans in versions, their charges and entitlements, the prices of meters
 * that charges may follow, and how a price is written as JSON. Does not own who is on a plan, what
 * was used, nor the arithmetic, which is {@link io.fluxrouter.core.rating}'s. What a plan means to
 * the gateway is {@link io.fluxrouter.billing.terms}'s, which is told of changes here.
 */
@NullMarked
package io.fluxrouter.billing.plan;

import org.jspecify.annotations.NullMarked;
