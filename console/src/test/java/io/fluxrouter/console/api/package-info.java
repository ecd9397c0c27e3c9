/** Owns the tests of how calls are answered. */
@NullMarked
package io.fluxrouter.console.api;

import org.jspecify.annotations.NullMarked;
