/**
 * Owns what is on offer: plans in versions, their charges and entitlements, the prices of meters
 * that charges may follow, and how a price is written as JSON. Does not own who is on a plan, what
 * was used, nor the arithmetic, which is {@link io.fluxrouter.core.rating}'s. The gateway's four
 * plans are {@link io.fluxrouter.billing.customer}'s until they become such plans (ADR 12).
 */
@NullMarked
package io.fluxrouter.billing.plan;

import org.jspecify.annotations.NullMarked;
