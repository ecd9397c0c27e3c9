/**
 * Owns exact amounts and prices of tokens: nano-dollars, one rounding per request. Does not own who
 * pays, nor prices of billing meters.
 */
@NullMarked
package io.fluxrouter.core.money;

import org.jspecify.annotations.NullMarked;
