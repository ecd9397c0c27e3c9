/**
 * Owns what meters come to: the totals over stored events and over the gateway's requests, without
 * a second store of either. Does not own how a meter counts (core.meter), events, or prices.
 */
@NullMarked
package io.fluxrouter.billing.total;

import org.jspecify.annotations.NullMarked;
