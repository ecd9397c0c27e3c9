/**
 * Owns what the property tests of all modules share: their seeds. Does not own what is drawn from
 * them.
 */
@NullMarked
package io.fluxrouter.core;

import org.jspecify.annotations.NullMarked;
