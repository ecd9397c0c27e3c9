/**
 * Owns how metered usage becomes money: prices and their tiers, included units, minimum and maximum
 * spend, the one rounding of a line, and the explanation of each amount. Does not own what was
 * metered, periods and proration of fees, taxes, or the invoice that a line stands on.
 */
@NullMarked
package io.fluxrouter.core.rating;

import org.jspecify.annotations.NullMarked;
