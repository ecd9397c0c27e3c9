/**
 * Owns the settings: their names, defaults, meanings and checks. Does not own what is done with
 * them.
 */
@NullMarked
package io.fluxrouter.app.config;

import org.jspecify.annotations.NullMarked;
