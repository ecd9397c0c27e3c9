/** Owns the tests of what bounds spend beside plans and keys, over HTTP. */
@NullMarked
package io.fluxrouter.app.bound;

import org.jspecify.annotations.NullMarked;
