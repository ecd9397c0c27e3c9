/**
 * Owns what a customer's plan means to the gateway: which subscription counts, the included amount,
 * the ceiling and the limits it gives, and that the spend account goes by them. Does not own plans
 * and subscriptions, which say when something changed, nor what is left of a cap.
 *
 * <p>A plan has terms for the gateway if its version entitles to the feature {@code llm_cost_usd}
 * (ADR 15). Everything here is read from entitlements; no plan is known by name.
 */
@NullMarked
package io.fluxrouter.billing.terms;

import org.jspecify.annotations.NullMarked;
