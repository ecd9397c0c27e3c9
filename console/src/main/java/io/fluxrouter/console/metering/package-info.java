/**
 * Owns the calls about features, meters and usage events: their shapes on the wire. Does not own
 * which events are taken, how they count, or how they are kept.
 */
@NullMarked
package io.fluxrouter.console.metering;

import org.jspecify.annotations.NullMarked;
