/**
 * Owns the events of use that meters count: taking them, once each and for good, and correcting
 * them, which keeps what was there. Does not own which events are taken (core.meter), what meters
 * make of them, or the requests of the gateway, which are events of their own.
 */
@NullMarked
package io.fluxrouter.billing.event;

import org.jspecify.annotations.NullMarked;
