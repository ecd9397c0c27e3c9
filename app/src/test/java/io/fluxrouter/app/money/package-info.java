/** Owns the proof that money is exact: caps, equality of all views, crashes, outages. */
@NullMarked
package io.fluxrouter.app.money;

import org.jspecify.annotations.NullMarked;
