/**
 * Owns the operator's calls about what it earns: the margin, and experiments with prices. Does not
 * own the sums.
 */
@NullMarked
package io.fluxrouter.console.margin;

import org.jspecify.annotations.NullMarked;
