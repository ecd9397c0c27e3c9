/** Owns what the tests of several packages share. Does not own any test. */
@NullMarked
package io.fluxrouter.billing;

import org.jspecify.annotations.NullMarked;
