/**
 * Owns every way a request can be refused, and the body that says so in the dialect of the caller.
 * Does not own when to refuse.
 */
@NullMarked
package io.fluxrouter.core.refusal;

import org.jspecify.annotations.NullMarked;
