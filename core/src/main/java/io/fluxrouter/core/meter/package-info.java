/**
 * Owns what is counted and how: features, meters, events of use, which events are taken, and the
 * quantity that comes of them. Does not own prices, periods of invoices or how events are stored.
 */
@NullMarked
package io.fluxrouter.core.meter;

import org.jspecify.annotations.NullMarked;
