/**
 * Owns what a plan permits of each feature: on or off, a text, a quantity by the period, and the
 * answer to "may it be used now". Does not own the count of what was used, nor what it costs.
 */
@NullMarked
package io.fluxrouter.core.entitlement;

import org.jspecify.annotations.NullMarked;
