/**
 * Owns the states of a subscription and the moves between them. Does not own when a move happens,
 * nor the periods (see {@link io.fluxrouter.core.period}) or the plan.
 */
@NullMarked
package io.fluxrouter.core.subscription;

import org.jspecify.annotations.NullMarked;
