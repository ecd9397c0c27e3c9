/** Owns the tests of buying credit over real HTTP. */
@NullMarked
package io.fluxrouter.app.purchase;

import org.jspecify.annotations.NullMarked;
