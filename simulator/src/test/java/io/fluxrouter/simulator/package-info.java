/** Tests of the simulated provider over real HTTP. */
@NullMarked
package io.fluxrouter.simulator;

import org.jspecify.annotations.NullMarked;
