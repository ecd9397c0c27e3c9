/**
 * Owns the hosted pages: what a person sees and presses. They work without scripts, so that a
 * browser and an HTTP test can drive them. Does not own what a button does to an object.
 */
@NullMarked
package io.fluxrouter.simulator.stripe.page;

import org.jspecify.annotations.NullMarked;
