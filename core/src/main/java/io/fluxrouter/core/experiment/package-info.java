/**
 * Owns trying other prices on usage that has been: what each request would have cost, and what that
 * does to revenue, margin and each customer. Does not own where the usage comes from; changes
 * nothing.
 */
@NullMarked
package io.fluxrouter.core.experiment;

import org.jspecify.annotations.NullMarked;
