/**
 * Owns the operator's pages where prices are set and tried: plans with their charges and
 * entitlements, the price simulator, experiments on past traffic. Does not own the arithmetic,
 * which is {@link io.fluxrouter.core.rating}'s and {@link io.fluxrouter.core.experiment}'s.
 */
@NullMarked
package io.fluxrouter.console.page.price;

import org.jspecify.annotations.NullMarked;
