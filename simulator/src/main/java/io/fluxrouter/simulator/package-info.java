/**
 * Owns the outside world, faked honestly: providers that answer on their own wire format. Does not
 * own any knowledge of FluxRouter.
 */
@NullMarked
package io.fluxrouter.simulator;

import org.jspecify.annotations.NullMarked;
