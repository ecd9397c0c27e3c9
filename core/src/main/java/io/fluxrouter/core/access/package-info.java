/** Owns who a caller is and what its key may do. Does not own where keys are kept. */
@NullMarked
package io.fluxrouter.core.access;

import org.jspecify.annotations.NullMarked;
