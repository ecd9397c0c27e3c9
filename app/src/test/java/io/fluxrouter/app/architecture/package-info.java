/**
 * Owns the borders between modules and packages, as rules that a test checks. Does not own what a
 * pom already makes impossible to compile within one module.
 */
@NullMarked
package io.fluxrouter.app.architecture;

import org.jspecify.annotations.NullMarked;
