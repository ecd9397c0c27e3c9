/**
 * Owns the features and meters that an operator has made, and what may still change in them. Does
 * not own how a meter counts (core.meter), the events, or what features a plan allows.
 */
@NullMarked
package io.fluxrouter.billing.meter;

import org.jspecify.annotations.NullMarked;
